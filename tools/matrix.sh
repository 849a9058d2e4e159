#!/bin/sh
# `npm run test:matrix`: the engine tests on several versions of Node and @pulumi/pulumi. Arguments go to mocha.
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- test/engine
failed=""
while read -r node sdk; do
  echo "Node $node, @pulumi/pulumi $sdk:"
  modules=$PWD/node_modules
  if [ "$sdk" != own ]; then
    # Without its own compiler, the SDK uses TypeScript 3.8.
    npm install --prefix ".cache/sdk-$sdk" --no-save --loglevel=error "@pulumi/pulumi@$sdk" typescript@5.9
    modules=$PWD/.cache/sdk-$sdk/node_modules
  fi
  npm exec --yes --package "node@$node" -- node --version </dev/null
  ATLAS_STREAMS_SDK=$modules npm exec --yes --package "node@$node" -- node tools/test.mjs "$@" </dev/null ||
    failed="$failed
Node $node, @pulumi/pulumi $sdk"
done <<END
20.19.0 3.216.0
22 3.216.0
22 3.235.0
20 3.248.0
20 own
22 own
24 own
END
[ -z "$failed" ] || echo "Failed:$failed"
[ -z "$failed" ]
