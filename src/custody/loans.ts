import type { Custodian } from './custodian.ts'
import type { Step } from './event.ts'
import { agentsOf, type Fold } from './fold.ts'
import { dateSpan } from './span.ts'
import type { Loan } from './state.ts'
import type { Work } from './work.ts'

/**
 * When a loan is overdue is for the caller to say; without a limit nothing is reported. Days are of 24 hours, counted from the end of the day on
 * which it was due back, or from the release where no day was named.
 */
export interface LoanLimit {
  /** After the day on which it was due back. */
  daysAfterDue?: number
  /** After the release, for loans without such a day. */
  daysWithoutDue?: number
}

const DAY = 86_400_000_000_000n

/** An item is lent once at a time; so many loans without a return are followed, the latest ones. */
const OPEN_LOANS = 64

export function addLoan(item: Work, loan: Loan): void {
  item.state.loans.push(loan)
  item.openLoans.add(loan)
  const [oldest] = item.openLoans
  if (oldest && item.openLoans.size > OPEN_LOANS) item.openLoans.delete(oldest)
}

/** A loan ends where the lender, or somebody of the lender's organisation, has it back. */
export function returnLoans(fold: Fold, item: Work, step: Step, receiver: Custodian): void {
  for (const loan of item.openLoans) {
    if (!fold.sameHands(loan.lender, receiver, step)) continue
    loan.returned = step.index
    item.openLoans.delete(loan)
  }
}

/** Compares each loan with the limit: until its return, or until the last event. Only what is certainly later is overdue. */
export function checkLoans(fold: Fold, item: Work, last: Step, limit: LoanLimit): void {
  for (const { release, returned, lender, dueBack } of item.state.loans) {
    const start = fold.step(release)
    const days = dueBack === undefined ? limit.daysWithoutDue : limit.daysAfterDue
    if (days === undefined) continue
    const from = dueBack === undefined ? start.span.hi : dateSpan(dueBack, dueBack).hi
    const end = returned === undefined ? last : fold.step(returned)
    if (end.span.lo <= from + BigInt(days) * DAY) continue
    const steps = returned === undefined ? [start] : [start, end]
    const borrower = fold.releaseOf(start)?.to
    fold.report('loan-overdue', item, steps, agentsOf(lender, borrower), { dueBack, days }, returned === undefined)
  }
}
