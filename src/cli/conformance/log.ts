import { base64 } from '../../encoding/base64.ts'
import { unhex } from '../../encoding/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '../../log/checkpoint.ts'
import { leafHash, merkleRoot, verifyConsistency, verifyInclusion } from '../../log/merkle.ts'
import { openNote, parseVkey } from '../../log/note.ts'
import { openCheckpoint } from '../../log/open-checkpoint.ts'
import { nodeProvider } from '../../node/provider.ts'
import { bytesListOf, bytesOf, countOf, textOf, textsOf } from './input.ts'
import { accepted, type Operation } from './operation.ts'

const { sha256 } = nodeProvider

export const logOperations: Readonly<Record<string, Operation>> = {
  'merkle.root': (input) => {
    const leaves = bytesListOf(input, 'leaves').map((data) => leafHash(data, sha256))
    return accepted({ root: base64(merkleRoot(leaves, sha256)) })
  },
  'merkle.inclusion': (input) => {
    const claim = {
      leafHash: bytesOf(input, 'leafHash'),
      index: countOf(input, 'index'),
      size: countOf(input, 'size'),
      proof: bytesListOf(input, 'proof'),
      root: bytesOf(input, 'root'),
    }
    return { ok: verifyInclusion(claim, sha256) }
  },
  'merkle.consistency': (input) => {
    const claim = {
      size1: countOf(input, 'size1'),
      root1: bytesOf(input, 'root1'),
      size2: countOf(input, 'size2'),
      root2: bytesOf(input, 'root2'),
      proof: bytesListOf(input, 'proof'),
    }
    return { ok: verifyConsistency(claim, sha256) }
  },
  'note.open': async (input) => {
    const keys = textsOf(input, 'vkeys').map(parseVkey)
    const { text, verified } = await openNote(textOf(input, 'note'), keys, nodeProvider)
    return accepted({ text, verified: verified.map(({ name }) => name) })
  },
  'checkpoint.parse': (input) => accepted(headOf(parseCheckpoint(textOf(input, 'text')))),
  'cosignature.verify': async (input) => {
    const keys = textsOf(input, 'vkeys').map(parseVkey)
    const { checkpoint, cosigners } = await openCheckpoint(textOf(input, 'note'), keys, nodeProvider)
    return accepted({
      ...headOf(checkpoint),
      cosigners: cosigners.map(({ name, time }) => ({ name, time: String(time) })),
    })
  },
}

function headOf({ origin, size, root }: Checkpoint): { origin: string; size: string; root: string } {
  return { origin, size: String(size), root: base64(unhex(root)) }
}
