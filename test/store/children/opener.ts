import { isFairtrailError } from '../../../src/encoding/error.ts'
import { sqliteStore } from '../../../src/sqlite.ts'

// opener.ts <path>...: opens each in every mode and says in JSON the size that it found, or the code of the refusal.
const results: (number | string)[][] = []
for (const path of process.argv.slice(2)) {
  const row: (number | string)[] = []
  for (const mode of ['create', 'existing', 'read-only'] as const) {
    try {
      const store = await sqliteStore(path, { mode })
      row.push(await store.size())
      await store.close()
    } catch (error) {
      row.push(isFairtrailError(error) ? error.code : String(error))
    }
  }
  results.push(row)
}
console.log(JSON.stringify(results))
