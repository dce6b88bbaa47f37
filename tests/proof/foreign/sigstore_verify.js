// Checks a batch of Tallystick's proofs with @sigstore/verify, as npm checks the provenance of packages.
//
// Usage: node sigstore_verify.js BATCH. The first line of the batch is the log's verifier key; every other line is a
// JSON object with a tlog-proof and its leaf. Prints a line for each: "accepted" or "refused: why".
// Knows nothing of Tallystick but the published formats.
'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { crypto } = require('@sigstore/core')
const tlog = path.join(path.dirname(require.resolve('@sigstore/verify')), 'tlog')
const { verifyCheckpoint } = require(path.join(tlog, 'checkpoint.js'))
const { verifyMerkleInclusion } = require(path.join(tlog, 'merkle.js'))

const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex')

function authority (vkey) {
  const [name, id, ...rest] = vkey.split('+')
  const key = Buffer.from(rest.join('+'), 'base64').subarray(1)
  return {
    baseURL: name,
    logID: Buffer.from(id, 'hex'),
    publicKey: crypto.createPublicKey(Buffer.concat([ED25519_DER, key]))
  }
}

function check (said, logs) {
  const split = said.Proof.indexOf('\n\n')
  const [head, index, ...hashes] = said.Proof.slice(0, split).split('\n')
  if (head !== 'c2sp.org/tlog-proof@v1' || !index.startsWith('index ')) throw new Error('not a tlog-proof')
  const inclusionProof = {
    logIndex: index.slice('index '.length),
    hashes: hashes.map((line) => Buffer.from(line, 'base64')),
    checkpoint: { envelope: said.Proof.slice(split + 2) }
  }
  const entry = { inclusionProof, canonicalizedBody: Buffer.from(said.Leaf, 'base64') }
  verifyMerkleInclusion(entry, verifyCheckpoint(entry, logs))
}

const [vkey, ...lines] = fs.readFileSync(process.argv[2], 'utf8').trimEnd().split('\n')
const logs = [authority(vkey)]
const words = lines.map((line) => {
  try {
    check(JSON.parse(line), logs)
    return 'accepted'
  } catch (error) {
    return `refused: ${error.message}`
  }
})
process.stdout.write(words.join('\n') + '\n')
