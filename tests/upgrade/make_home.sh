#!/bin/sh
# Makes tests/upgrade/home-VERSION.tar.gz: a small register as a released version left it, for the test that today's version
# goes on with it. Run it once a release, from the root of a clone that has the release's commit, with its packages installed:
#
#   sh tests/upgrade/make_home.sh COMMIT VERSION
#
# Everything in it is invented. The passphrase of its export and backup is in the archive, for nothing in it is secret.
set -eu
commit=$1 version=$2
root=$(pwd)
there=$(mktemp -d)
git worktree add --quiet --detach "$there/source" "$commit"
trap 'git -C "$root" worktree remove --force "$there/source"; rm -rf "$there"' EXIT
export PYTHONPATH="$there/source/src" TALLYSTICK_HOME="$there/released/home" TALLYSTICK_DATABASE_URL=
mkdir "$there/released"
cd "$there/released"
t() { "${PYTHON:-$root/.venv/bin/python}" -m tallystick "$@"; }
echo "an invented passphrase" >passphrase
t init --agency ZZ0990100 --name "Harborton Police Department" --city Harborton --ordinance boston \
  --zone America/New_York --station A1="District A-1" --station A7="District A-7:shared" >init.txt 2>&1
sed -i 's/^invented = false/invented = true/' home/tallystick.toml
for role in clerk legal author; do t user add "$role" --role "$role" >/dev/null; done
mkdir papers
cp "$there/source/docs/example/request.tif" papers/
printf 'to whom it may concern: this is no request %s\n' 1 >papers/letter.txt
head -c 4000 papers/request.tif >papers/cut.tif
t receive papers/request.tif --channel fax --station A1 --received 2025-03-04T14:12 --receipts receipts >received.txt
t receive papers/letter.txt papers/cut.tif --channel mail --station A1 --received 2025-03-05T09:00 --receipts receipts >>received.txt
t confirm A1-2025-0001 --as clerk
t dispose A1-2025-0001 --hold no --notice no --fact in_custody=yes --fact eligible_for_release=yes \
  --fact judicial_warrant=none --as clerk
for station in A1 A7; do t sweep "$station" --period 2025 --signed-by "Sgt. R. Doe" --as clerk; done
t adopt --counsel "J. Counsel" --as legal
t report boston 2025 -o packet --prepare --as clerk
t report boston 2025 -o packet --sign --as author
t work
t export -o register.export --passphrase-file passphrase --as legal
t receive papers/letter.txt --channel fax --station A7 --received 2025-03-06T10:00 --no-read >>received.txt
rm -rf papers/*.tif packet init.txt  # the signed packet lies in home/reports; a password is nobody's
tar -C "$there" -czf "$root/tests/upgrade/home-$version.tar.gz" --sort=name --owner=0 --group=0 --mtime=2026-11-25 released
