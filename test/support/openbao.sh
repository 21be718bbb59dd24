#!/bin/bash
# Compiles OpenBao, the free fork of HashiCorp Vault with the same HTTP API, into a folder, once per machine.
#
#   openbao.sh FOLDER
#
# Takes some ten CPU minutes and 4.3 GB of disk while it builds, 130 MB afterwards. Needs Go 1.25 or later. Exit code 0
# when FOLDER/bao-VERSION is there. Otherwise the last line of stderr says, in words, why it cannot be had here.
set -euo pipefail
folder=$1
# Its tags are v2.x on a module path without /v2, so that Go can only name a commit: this is that of v2.4.0.
commit=v0.0.0-20250828202315-f9407a27fbee
version=2.4.0
module=github.com/openbao/openbao
program=$folder/bao-$version

give_up() { echo "openbao: $*" >&2; exit 1; }

# What runs for long must not keep open what our caller has open: a lock, the pipe that somebody reads to its end.
for fd in $(ls /proc/$$/fd); do
  [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-"
done

build() {
  local work=$folder/go.tmp source
  PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || give_up 'there is no Go here to compile OpenBao with'
  export GOMODCACHE=$work/mod GOCACHE=$work/cache GOFLAGS='-mod=mod -modcacherw -buildvcs=false' CGO_ENABLED=0
  rm -rf "$work"
  mkdir -p "$work/build"
  cd "$work/build"
  # "go install" refuses a module with replace lines; a module of our own that requires it leaves them out, and what
  # they replace is published at the versions that it asks for.
  go mod init example.test/openbao-build
  # Some dependencies are missing from the checksum database. OpenBao's own go.sum has them all, and the database
  # vouches for OpenBao.
  source=$(go mod download -json "$module@$commit" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  [ -n "$source" ] || give_up "Go cannot fetch $module"
  install -m 644 "$source/go.sum" go.sum
  go get "$module@$commit"
  go build -trimpath -ldflags="-s -w -X $module/version.fullVersion=$version" -o "$program.tmp" "$module" ||
    give_up "Go could not build OpenBao $version"
  mv "$program.tmp" "$program"
  cd /
  rm -rf "$work"
}

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9   # another test run may be at it
[ -x "$program" ] || build 9>&-
