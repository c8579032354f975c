import { answerRequest, type Request } from '../../src/cli/conformance/answer.ts'

/**
 * The answer of the conformance protocol to a request, without its code, in the form of a vector's `expect`; `unsupported` where an algorithm
 * has no library here. An error that is not of the library's family is an error of the test.
 */
export async function answerOf(request: Request): Promise<{ ok: boolean; out?: unknown } | 'unsupported'> {
  const { code, ...answer } = await answerRequest({ op: request.op, in: request.in }, { cwd: '.' }, (error) => {
    throw error
  })
  return code === 'unsupported' ? code : answer
}
