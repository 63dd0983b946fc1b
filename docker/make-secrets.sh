#!/bin/sh
# Makes the passwords of docker-compose.yml, once, and the addresses that hold them. What is there stays as it is.
# The folder keeps others out; the files are readable, since each container reads its own under another account.
set -eu

folder=${1:-$(dirname "$0")/secrets}
umask 077
mkdir -p "$folder"
chmod 700 "$folder"

keep() {
  [ -s "$folder/$1" ] || printf '%s' "$2" > "$folder/$1"
  chmod 444 "$folder/$1"
}
word() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
said() { cat "$folder/$1"; }

for name in owner_password application_password temporal_password; do keep "$name" "$(word)"; done
keep owner_database_url "postgres://redress:$(said owner_password)@postgres:5432/redress"
keep application_database_url "postgres://redress_login:$(said application_password)@postgres:5432/redress"
