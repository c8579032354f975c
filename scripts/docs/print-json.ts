const WIDTH = 120

/** JSON for people: what fits on a line stands on one. */
export function printJson(value: unknown, indent = '', used = 0): string {
  const line = onOneLine(value)
  if (line.length + indent.length + used <= WIDTH || typeof value !== 'object' || value === null) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) return `[\n${fill(value, inner)}\n${indent}]`
  const members = Object.entries(value).map(([name, member]) => {
    const key = `${JSON.stringify(name)}: `
    return `${inner}${key}${printJson(member, inner, key.length)}`
  })
  return `{\n${members.join(',\n')}\n${indent}}`
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${onOneLine(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** Elements of a list: words many to a line, anything else one to a line. */
function fill(values: readonly unknown[], indent: string): string {
  if (!values.every((value) => typeof value === 'string')) {
    return values.map((value) => `${indent}${printJson(value, indent)}`).join(',\n')
  }
  const lines: string[] = []
  let line = ''
  for (const value of values) {
    const word = JSON.stringify(value)
    if (line !== '' && indent.length + line.length + word.length + 3 > WIDTH) {
      lines.push(`${indent}${line}`)
      line = ''
    }
    line += line === '' ? word : `, ${word}`
  }
  return [...lines, `${indent}${line}`].join(',\n')
}
