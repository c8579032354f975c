import * as z from 'zod/mini'

/**
 * The few words in which the vocabulary is written. A schema made of them carries marks: what is withheld, what names an item or an
 * agent, what is free text. Everything else (withholding, the header's `items`, filling in the language, JSON Schema) reads the marks,
 * so that a new event type is one entry in one file.
 */
export interface Mark {
  /** W: may be withheld. WW: withheld unless the recorder says otherwise. */
  withhold?: 'W' | 'WW'
  /** The string is the id of an item, an agent, an act or an event. */
  names?: 'item' | 'agent' | 'act' | 'event'
  /** A digest of an item's content. */
  content?: true
  /** Free text: `{lang, text}`. */
  text?: true
  /** A custodian: `{agent, for?}`. */
  custodian?: true
  /** A required custodian that a builder may leave out: then it is the signer. */
  signerUnlessSaid?: true
}

export const marks: z.core.$ZodRegistry<Mark> = z.registry<Mark>()

/** What the JSON Schema says of a shape. */
export interface Shape {
  /** Name in `$defs`. */
  name: string
  /** A regular expression (ECMA-262) for a string that the code checks otherwise: it accepts all that is valid, and a little more. */
  pattern?: string
}

export const shapeNames: z.core.$ZodRegistry<Shape> = z.registry<Shape>()

/** An object with exactly these members; an unknown member is refused. */
export const object = z.strictObject

/** A member that may be absent, which means "not stated". Never null, never undefined. */
export const opt = z.exactOptional

/** A list in the order of the statement; `[]` states that there are none. */
export const list = <T extends z.core.SomeType>(element: T): z.ZodMiniArray<T> => z.array(element)

export const flag: z.ZodMiniBoolean = z.boolean()

/** One of a closed list of structural words, without a national name and without "other". */
export const oneOf = <const T extends readonly [string, ...string[]]>(
  ...words: T
): z.ZodMiniEnum<{ [K in T[number]]: K }> => z.enum(words) as never

/** A string that is not empty. */
export const str: z.ZodMiniString = z.string().check(z.minLength(1))

/** A non-negative safe integer. */
export const count: z.ZodMiniNumberFormat = z.int().check(z.minimum(0))

/** Registers a shape for the JSON Schema. */
export const named = <T extends z.core.$ZodType>(name: string, schema: T, pattern?: string): T => {
  shapeNames.add(schema, pattern === undefined ? { name } : { name, pattern })
  return schema
}

export const mark = <T extends z.core.$ZodType>(schema: T, value: Mark): T => {
  marks.add(schema, value as never)
  return schema
}
