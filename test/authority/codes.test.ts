import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EVENT_REASONS, ORDER_REASONS, STATEMENT_REASONS } from '../../src/authority/codes.ts'
import { IDENTITY_REASONS } from '../../src/identity/codes.ts'
import { TIME_REASONS } from '../../src/time/codes.ts'

const OWN_TIME_FILES = ['contradictions.ts', 'intervals.ts', 'marks.ts', 'note-bounds.ts', 'read-notes.ts']

function sources(floor: string): string {
  const folder = fileURLToPath(new URL(`../../src/${floor}/`, import.meta.url))
  const files = readdirSync(folder).filter((name) =>
    floor === 'time' ? OWN_TIME_FILES.includes(name) : name !== 'codes.ts',
  )
  return files.map((name) => readFileSync(folder + name, 'utf8')).join('\n')
}

const text = ['authority', 'time', 'identity'].map(sources).join('\n')
const lists = [ORDER_REASONS, EVENT_REASONS, STATEMENT_REASONS, IDENTITY_REASONS, TIME_REASONS]
const listed = new Set(lists.flatMap((list) => Object.keys(list)))
describe('the reasons of authority, time and identity', () => {
  it('are listed with their meaning, each of them', () => {
    const others = ['superseded', 'compromised', 'no-signature-in-order', 'event-without-effect']
    const used = [...text.matchAll(/reason: '([a-z-]+)'/g)].map(([, reason]) => reason ?? '')
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((reason) => !listed.has(reason) && !others.includes(reason))).toEqual([])
  })

  it('are each in use', () => {
    expect([...listed].filter((reason) => !text.includes(`'${reason}'`) && !reason.startsWith('pair-'))).toEqual([])
  })

  it('are kebab-case, each with one plain sentence', () => {
    for (const list of lists) {
      for (const [reason, meaning] of Object.entries(list)) {
        expect(reason).toMatch(/^[a-z]+(-[a-z]+)*$/)
        expect(meaning).toMatch(/^[A-Z].*\.$/)
      }
    }
  })
})
