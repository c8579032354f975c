/**
 * What needs Node: bundles in folders and ZIP files, keys in files, hashing of evidence, the native crypto provider.
 *
 * @packageDocumentation
 */
export { type ExportBundleOptions, exportBundle } from './node/bundle-export.ts'
export { folderSink, folderSource } from './node/bundle-folder.ts'
export { openBundleFiles } from './node/bundle-open.ts'
export { zipFileSink, zipFileSource } from './node/bundle-zip.ts'
export { hashFile, startHashing } from './node/hash-file.ts'
export { hashTree, type TreeEntry } from './node/hash-tree.ts'
export { fileHighWater } from './node/high-water.ts'
export { type LogKeyFileOptions, logKeyFile } from './node/log-key-file.ts'
export { nodeProvider } from './node/provider.ts'
export { generateNodeSigner, nodeSigner, toNodeSigner } from './node/signer.ts'
export { type VerifyPathOptions, verifyBundleAt } from './node/verify.ts'
