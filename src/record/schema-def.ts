import type * as z from 'zod/mini'

/** What a schema is made of, as zod keeps it: the part that is read here. */
export interface SchemaDef {
  type: string
  shape?: Readonly<Record<string, z.core.$ZodType>>
  element?: z.core.$ZodType
  innerType?: z.core.$ZodType
  options?: readonly z.core.$ZodType[]
  items?: readonly z.core.$ZodType[]
  keyType?: z.core.$ZodType
  valueType?: z.core.$ZodType
  /** Words of an enum. */
  entries?: Readonly<Record<string, string>>
  /** Values of a literal. */
  values?: readonly unknown[]
  checks?: readonly z.core.$ZodCheck[]
}

export const defOf = (schema: z.core.$ZodType): SchemaDef => schema._zod.def as unknown as SchemaDef
