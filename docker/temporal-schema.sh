#!/bin/sh
# Brings Temporal's two databases to the schema of its release.
set -eu

SQL_PASSWORD=$(cat /run/secrets/temporal_password)
export SQL_PASSWORD

bring() {
  database=$1
  versions=/etc/temporal/schema/postgresql/v12/$2/versioned
  sql() { temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db "$database" "$@"; }
  sql create
  # A database that is new has no versions yet.
  sql update-schema -d "$versions" || {
    sql setup-schema -v 0.0
    sql update-schema -d "$versions"
  }
}

bring temporal temporal
bring temporal_visibility visibility
