/** The shape of the optional peer dependency, so that the sources compile whether or not it is installed. */
declare module '@noble/post-quantum/ml-dsa.js' {
  export const ml_dsa65: import('./ml-dsa-65.ts').MlDsa65Library
}
