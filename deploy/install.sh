#!/bin/sh
# Installs the release that this file lies in, without any index, also over an older one:
#   sh deploy/install.sh [FOLDER]   (default /opt/tallystick)
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
there=${1:-/opt/tallystick}
(cd "$here" && sha256sum --quiet -c SHA256SUMS)
"${PYTHON:-python3}" -m venv "$there/.venv"
"$there/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --no-deps --require-hashes -r "$here/requirements.lock"
"$there/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --no-deps --force-reinstall tallystick
cp -R "$here/docs" "$here/deploy" "$here/sbom.cdx.json" "$there/"
"$there/.venv/bin/tallystick" --version
