import { describe, expect, it } from 'vitest'
import { bagRoot, classify, collisionKey, isUnsafePath, outsideAt } from '../../../src/bundle/layout.ts'

const id = 'ab'.repeat(32)

describe('the layout of a bundle', () => {
  it('knows every part by its path', () => {
    expect(classify('bagit.txt')).toEqual({ part: 'bagit', payload: false })
    expect(classify('data/log/entries.jsonl')).toEqual({ part: 'entries', payload: true })
    expect(classify('data/log/timestamps/12.tsq')).toEqual({
      part: 'timestamp',
      payload: true,
      number: 12,
      form: 'tsq',
    })
    expect(classify(`data/proofs/${id}.tlog-proof`)).toEqual({ part: 'proof', payload: true, event: id })
    expect(classify(`data/content/${id}`)).toEqual({ part: 'content', payload: true, sha256: id })
  })

  it.each([
    '',
    'data',
    'data/',
    'Bagit.txt',
    'verify.md',
    'fetch.txt',
    'manifest-md5.txt',
    'data/report.html',
    'data/log/timestamps/0.tsr',
    'data/log/timestamps/01.tsr',
    'data/log/timestamps/1.TSR',
    'data/log/timestamps/1.tsr\n',
    'data/log/timestamps/١.tsr',
    `data/content/${id.toUpperCase()}`,
    `data/content/${id}0`,
    `data/content/${id}\n`,
    `data/content/${id}/x`,
    `data/proofs/${id}`,
    './bagit.txt',
    'data//bundle.json',
    'data/bundle.json/',
    'data/log/../bundle.json',
    '__proto__',
    'constructor',
  ])('has no place for %j', (path) => {
    expect(classify(path)).toBeUndefined()
  })

  it('names the topmost folder that does not belong', () => {
    expect(outsideAt('photos/1/2.jpg')).toBe('photos/')
    expect(outsideAt('data/log/extra/1')).toBe('data/log/extra/')
    expect(outsideAt('data/log/extra')).toBe('data/log/extra')
  })

  it.each([
    '../x',
    'a/../b',
    '/etc/passwd',
    'C:\\x',
    'c:x',
    'a\\b',
    'a//b',
    './a',
    'a/.',
    '..',
    '',
    'a/',
    'a\0b',
    'a\nb',
    'a\x7fb',
    '//server/x',
  ])('calls %j unsafe', (path) => {
    expect(isUnsafePath(path)).toBe(true)
  })

  it.each(['bagit.txt', 'data/log/..hidden', 'дело/bagit.txt', '...', 'a b', 'data/ab:c'])(
    'does not call %j unsafe',
    (path) => {
      expect(isUnsafePath(path)).toBe(false)
    },
  )

  it('takes one top folder or none as the root of a bag', () => {
    expect(bagRoot(['bagit.txt', 'data/x'])).toBe('')
    expect(bagRoot(['case 17/data/x', 'case 17/bagit.txt'])).toBe('case 17/')
    expect(bagRoot(['bagit.txt', 'bag/bagit.txt'])).toBe('')
    expect(bagRoot(['a/bagit.txt', 'b/x'])).toBeUndefined()
    expect(bagRoot(['a/bagit.txt', 'readme'])).toBeUndefined()
    expect(bagRoot(['a/b/bagit.txt'])).toBeUndefined()
    expect(bagRoot(['data/x'])).toBeUndefined()
    expect(bagRoot([])).toBeUndefined()
  })

  it('sees names that a system without case or with another Unicode form takes for one', () => {
    expect(collisionKey('VERIFY.md')).toBe(collisionKey('verify.MD'))
    expect(collisionKey('caf\u00e9')).toBe(collisionKey('cafe\u0301'))
    expect(collisionKey('stra\u00dfe')).toBe(collisionKey('STRASSE'))
    expect(collisionKey('\u212a')).toBe(collisionKey('k'))
    expect(collisionKey('\ufb01le')).toBe(collisionKey('file'))
    expect(collisionKey('a')).not.toBe(collisionKey('b'))
  })
})
