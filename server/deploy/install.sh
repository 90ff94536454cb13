#!/bin/sh
# Installs what a server needs to run into a folder: the built server and client, their production
# dependencies and the pinned Node. Build both first (`pnpm build`).
#
# usage: install.sh FOLDER [option of `pnpm install` …]
set -eu

repository=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:?usage: install.sh FOLDER}
shift

for built in client/dist/index.html server/dist/main.js; do
  [ -f "$repository/$built" ] || { echo "There is no $built: run pnpm build first." >&2; exit 1; }
done

mkdir -p "$folder/server/src" "$folder/shared" "$folder/client"
cd "$repository"
cp package.json pnpm-workspace.yaml pnpm-lock.yaml LICENSE "$folder/"
for package in server shared; do cp "$package/package.json" "$folder/$package/"; done
cp server/src/start.ts "$folder/server/src/"
for package in server client; do cp -R "$package/dist" "$folder/$package/"; done

cd "$folder"
# The root package brings the pinned Node; --prod leaves its tools out.
npx --yes pnpm@12 install --prod --frozen-lockfile --filter . --filter '@brygga/server...' "$@"
