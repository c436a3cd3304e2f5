#!/bin/sh
# Makes the three files compose.yaml reads, once. Run again it changes nothing: a new secret key or password would lock
# the old database out. Compose mounts the files as they are, so the container's user (1000) must be able to read them:
# the folder is closed to others on this machine, the files are not.
set -eu
cd "$(dirname "$0")/.."
if [ -e secrets ]; then
  echo "secrets/ is there already; nothing was changed." >&2
  exit 0
fi
umask 077
rm -rf secrets.new
mkdir secrets.new
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >secrets.new/database-password
printf 'postgres://munjigi:%s@database:5432/munjigi' "$password" >secrets.new/database-url
printf 'k1:%s' "$(head -c 32 /dev/urandom | base64)" >secrets.new/secret-key
chmod 644 secrets.new/*
mv secrets.new secrets
echo "Made secrets/. Keep a copy of secrets/secret-key apart from the database's backups."
