export { type StoreSubject, storeContract } from './store/contract.ts'
export type { ContractCheck } from './store/contract-kit.ts'
export { type RevealsSubject, revealsContract } from './store/contract-reveals.ts'
