import { writeSync } from 'node:fs'
import { fileHighWater } from '../../../src/node/high-water.ts'

// marker.ts <path> <case digit> <first size> <count>: raises the mark of one case, size by size, and says each size that was acknowledged.
const [path = '', digit = '', first, count] = process.argv.slice(2)
const marks = fileHighWater(path, { busyTimeout: 30_000 })
for (let size = Number(first); size < Number(first) + Number(count); size++) {
  await marks.write(digit.repeat(64), { size, root: size.toString(16).padStart(64, '0') })
  writeSync(1, `${size}\n`)
}
