#!/bin/sh
# The logins beside the owner's, made when the database is: the product's, which may add to the log and read it, and
# Temporal's, which makes databases of its own.
set -eu

psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
  --set application="$(cat /run/secrets/application_password)" \
  --set temporal="$(cat /run/secrets/temporal_password)" << 'SQL'
create role redress_application nologin;
create role redress_login login password :'application' in role redress_application;
create role temporal login createdb password :'temporal';
SQL
