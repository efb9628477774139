#!/bin/sh
# Fetches the files in this folder again, from npm; afterwards `sha256sum -c SHA256SUMS` has to hold.
set -eu
cd "$(dirname "$0")"
room=$(mktemp -d)
npm pack --silent --pack-destination "$room" @zazuko/yasgui@4.6.2 > /dev/null
tar xzf "$room"/zazuko-yasgui-4.6.2.tgz -C "$room"
# Their maps are three times as long as the code, and are left out.
sed 's#//\# sourceMappingURL=yasgui.min.js.map##' "$room/package/build/yasgui.min.js" > yasgui.min.js
sed 's#/\*\# sourceMappingURL=[^*]*\*/##' "$room/package/build/yasgui.min.css" > yasgui.min.css
rm -r "$room"
sha256sum -c SHA256SUMS
