#!/usr/bin/env node
// What an installation calls `gatehouse`. Whoever has a Node that is too old is told which one is needed: so this file
// is written for Node 10, and what needs a newer one is imported after the look at the version.
'use strict'

const needed = require('../package.json').engines.node.replace('>=', '')

if (isOlder(process.versions.node, needed)) {
  console.error(`gatehouse: Node ${needed} or newer is needed; this is Node ${process.versions.node}`)
  process.exitCode = 1
} else {
  import('../dist/src/cli/main.js')
}

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number)
  const [majorNeeded, minorNeeded] = than.split('.').map(Number)
  return major < majorNeeded || (major === majorNeeded && minor < minorNeeded)
}
