# What `cpack -G DEB` packs: the program, its fonts, its units and its papers. See docs/operations.md.
# The program is built before (`--target xanh`); its tests need not be, to be packed.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(XANH_UNITS packaging/xanh.service packaging/xanh-backup.service packaging/xanh-backup.timer)
install(TARGETS xanh RUNTIME DESTINATION bin)
# DuckDB is no package of Debian: it lies in a folder of the program's own, where the program looks for it.
set_target_properties(xanh PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/xanh")
install(FILES ${XANH_DUCKDB}/libduckdb.so DESTINATION lib/xanh)
install(FILES ${XANH_DUCKDB}/LICENSE DESTINATION share/doc/xanh RENAME LICENSE.duckdb OPTIONAL)
install(DIRECTORY src/documents/fonts/ DESTINATION share/xanh/fonts)
install(DIRECTORY programmes/ DESTINATION share/xanh/programmes)
install(FILES ${XANH_UNITS} DESTINATION lib/systemd/system)
install(FILES packaging/sysusers.conf DESTINATION lib/sysusers.d RENAME xanh.conf)
install(FILES packaging/tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME xanh.conf)
install(PROGRAMS packaging/backup DESTINATION lib/xanh)
install(FILES packaging/nginx.conf DESTINATION share/doc/xanh/examples)
install(FILES docs/operations.md README.md CHANGELOG.md LICENSE NOTICE DESTINATION share/doc/xanh)
install(DIRECTORY docs/manual DESTINATION share/doc/xanh)
install(FILES packaging/xanh.yaml DESTINATION /etc/xanh)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME xanh)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Xanh <xanh@xanh.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "a city's pollution-reduction programme, from the decision to the signed report")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_SET_DESTDIR ON)  # the settings lie outside that prefix
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
# Libraries with the versions they were built against; what is called as a program beside them.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${XANH_DUCKDB})
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, poppler-utils, adduser")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libreoffice-writer-nogui, fonts-croscore, fonts-liberation2")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx, postgresql")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/packaging/debian/postinst
  ${CMAKE_SOURCE_DIR}/packaging/debian/prerm
  ${CMAKE_SOURCE_DIR}/packaging/debian/conffiles)
include(CPack)
