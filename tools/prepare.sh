# Sourced by ./run, ./test and .ci/run: a settled environment, and how a preset is configured and built.
# Needs $root, the folder of the sources. Works from any folder, as any user who may write build/ and var/.

export LC_ALL=C.UTF-8
# Nothing in the caller's shell may change what is built or how it is tested.
unset CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS CMAKE_GENERATOR CMAKE_BUILD_TYPE CMAKE_TOOLCHAIN_FILE \
  CMAKE_PREFIX_PATH CMAKE_BUILD_PARALLEL_LEVEL CTEST_PARALLEL_LEVEL CTEST_OUTPUT_ON_FAILURE DESTDIR MAKEFLAGS NINJA_STATUS

# ccache finds the same file again from another folder, and through the precompiled header.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
[ -w "${HOME:-/nowhere}" ] || export CCACHE_DIR="$root/build/ccache"

# One job a core, and 1.5 GB of free memory for each: a compilation here takes up to 1 GB.
jobs=$(nproc)
memory_jobs=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
[ "${memory_jobs:-$jobs}" -ge "$jobs" ] || jobs=$((memory_jobs > 0 ? memory_jobs : 1))

say() { printf '%s\n' "$@" >&2; }

writable_or_end() {
  local folder fine=yes
  for folder in "$root" "$root/build" "$root/var"; do
    [ ! -e "$folder" ] || [ -w "$folder" ] || fine=
  done
  [ -z "$fine" ] || return 0
  say "Không ghi được vào $root: chạy bằng người dùng có quyền ghi, hoặc chép thư mục này về chỗ của mình." \
      "$root cannot be written: run this as somebody who may, or copy the folder to a place of your own."
  exit 1
}

# configure PRESET [-DNAME=VALUE …]: keeps what is configured already and says what is asked for now.
configure() {
  local preset=$1 cache=$root/build/$1/CMakeCache.txt fresh=
  shift
  # A tree that was moved or copied with its build folder is configured anew.
  if [ -e "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then fresh=--fresh; fi
  (cd "$root" && cmake $fresh --preset "$preset" "$@")
}

# configured PRESET NAME=VALUE …: whether nothing has to be asked of cmake.
configured() {
  local preset=$1 setting
  shift
  [ -e "$root/build/$preset/build.ninja" ] || return 1
  for setting in "CMAKE_HOME_DIRECTORY=$root" "$@"; do
    grep -qE "^${setting%%=*}:[A-Z]+=" "$root/build/$preset/CMakeCache.txt" &&
      sed -n "s/^${setting%%=*}:[A-Z]*=//p" "$root/build/$preset/CMakeCache.txt" | grep -qxF -- "${setting#*=}" || return 1
  done
}
