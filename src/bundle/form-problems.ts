/**
 * Every defect of a bundle's container, layout and manifests: the check that it fails, and what it means. Each is a failed check about
 * the bundle; none says anything about who caused it. In alphabetical order.
 */
export const FORM_PROBLEMS = {
  'bag-info': ['form', 'bag-info.txt is not exactly one line with Payload-Oxum.'],
  'bagit-txt': ['form', 'bagit.txt is not exactly the two lines of BagIt 1.0 in UTF-8.'],
  'bagit-version': ['form', 'bagit.txt names another version of BagIt than 1.0, the only one that is read.'],
  'content-digest': ['content', 'A file under data/content has another SHA-256 than its name says.'],
  'digest-differs': ['manifest', 'A file has another digest than the manifest gives for it.'],
  'duplicate-name': ['form', 'A name occurs more than once; programs differ in which of the files they show.'],
  'empty-folder': ['form', 'A folder without a file in it: a bundle has none.'],
  'fetch-txt': ['form', 'fetch.txt asks the reader to fetch files from elsewhere; a bundle is complete in itself.'],
  link: ['form', 'A link to another place instead of a file.'],
  'listed-missing': ['manifest', 'A manifest lists a file that is not there, or one that is no payload of a bundle.'],
  'manifest-duplicate': ['manifest', 'A manifest lists a file more than once.'],
  'manifest-line': ['manifest', 'A manifest line is not "<lowercase hex>  <path>" with LF.'],
  'manifest-unsorted': ['manifest', 'The lines of a manifest are not sorted by the bytes of the path.'],
  'missing-file': ['form', 'A file that every bundle has is missing.'],
  'name-collision': ['form', 'Names differ only in case or in Unicode form; on some systems they are one file.'],
  'no-bag-root': ['form', 'Neither the top of the archive nor its one top folder holds bagit.txt.'],
  'not-listed': ['manifest', 'A file is there that the manifest does not list.'],
  'outside-layout': ['form', 'A file or folder that is not part of a bundle.'],
  'payload-oxum': ['manifest', 'Payload-Oxum gives another number of bytes or files than there are under data/.'],
  'special-file': [
    'form',
    'Something that is neither a file nor a folder, such as a device, or a name that says one and is the other.',
  ],
  'tag-manifest-list': [
    'manifest',
    'A tag manifest does not list exactly VERIFY.md, bag-info.txt, bagit.txt and the two manifests.',
  ],
  'timestamp-alone': ['form', 'A timestamp query (.tsq) without its response (.tsr).'],
  'timestamp-number': ['form', 'The timestamps are not numbered 1, 2, 3 and so on.'],
  unreadable: ['form', 'The bytes of a file cannot be read from the container as its headers describe them.'],
  'unsafe-path': [
    'form',
    'A name that could lead outside the folder, such as one with "..", a backslash, a drive letter or a control character.',
  ],
  'verify-md': ['form', 'VERIFY.md is not the text that the project publishes for this format.'],
  'zip-bytes-after': ['form', 'The archive has bytes after its end.'],
  'zip-bytes-before': ['form', 'The archive has bytes before its first file.'],
  'zip-bytes-between': ['form', 'The archive has bytes that belong to no file, between files or before its directory.'],
  'zip-comment': ['form', 'The archive, or a file in it, has a comment.'],
  'zip-compression': ['form', 'A compression method other than stored and deflated.'],
  'zip-descriptor': [
    'form',
    'The data descriptor after a file is missing or says another size or CRC-32 than the directory.',
  ],
  'zip-encrypted': ['form', 'A file in the archive is encrypted.'],
  'zip-extra-field': [
    'form',
    'An extra field that is malformed or can change the meaning of an entry (a second name, a link, encryption).',
  ],
  'zip-flags': ['form', 'A flag of a zip entry that no reader of bundles supports.'],
  'zip-headers-differ': [
    'form',
    'The header before a file and the directory of the archive say different things about it.',
  ],
  'zip-overlap': ['form', 'Two files of the archive share bytes.'],
  'zip-zip64': ['form', 'The ZIP64 fields of the archive are malformed or contradict the others.'],
} as const satisfies Record<string, readonly ['form' | 'manifest' | 'content', string]>

export type FormProblemCode = keyof typeof FORM_PROBLEMS

/** One defect. `path` is relative to the bag's root where it has one; `values` is data for the texts. */
export interface FormProblem {
  readonly code: FormProblemCode
  readonly path?: string
  readonly values?: Readonly<Record<string, string | number>>
}
