/**
 * Why this version of Node.js is not enough, in one line; undefined where it is. Written so that old versions can read it.
 * @param version as in `process.versions.node`: `22.13.0`
 */
export function nodeProblem(version: string): string | undefined {
  const parts = version.split('.')
  const major = Number(parts[0])
  const minor = Number(parts[1])
  if (major > 22 || (major === 22 && minor >= 13)) return undefined
  return `fairtrail needs Node.js 22.13 or newer, and this is ${version}. Install a newer one from https://nodejs.org.`
}
