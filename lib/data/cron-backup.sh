#!/bin/sh
# A copy of the store into $SN_CRON_BACKUP, named by the time in Japan; the
# $SN_CRON_KEEP newest are kept.
set -eu
umask 077
mkdir -p "$SN_CRON_BACKUP"
cd "$SN_CRON_BACKUP"
sn-store backup "store-$(TZ=JST-9 date +%Y%m%d-%H%M%S).db"
set -- store-[0-9]*.db
while [ $# -gt "$SN_CRON_KEEP" ]; do
	rm -f -- "$1"
	shift
done
