#!/bin/sh
# Installs what a server needs to run into a folder: server, shared, the built client, their production
# dependencies and the pinned Node. Build the client first (`pnpm build`).
#
# usage: install.sh FOLDER [option of `pnpm install` …]
set -eu

repository=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:?usage: install.sh FOLDER}
shift

[ -f "$repository/client/dist/index.html" ] || { echo "The client isn't built: run pnpm build first." >&2; exit 1; }

mkdir -p "$folder/server" "$folder/shared" "$folder/client"
cd "$repository"
cp package.json pnpm-workspace.yaml pnpm-lock.yaml LICENSE "$folder/"
for package in server shared; do
  cp "$package/package.json" "$folder/$package/"
  cp -R "$package/src" "$folder/$package/"
done
cp -R client/dist "$folder/client/"
find "$folder/server/src" "$folder/shared/src" -name '*.test.ts' -exec rm {} +
find "$folder/server/src" "$folder/shared/src" -type d -name testing -prune -exec rm -r {} +

cd "$folder"
# The root package brings the pinned Node; --prod leaves its tools out.
npx --yes pnpm@12 install --prod --frozen-lockfile --filter . --filter '@brygga/server...' "$@"
