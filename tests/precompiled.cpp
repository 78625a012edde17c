// Nothing but the header that the tests have in common: see tests/CMakeLists.txt.
