/** A feature with the outcome of its check digit: one that fails is recorded, never refused. */
export interface Feature {
  scheme: 'imei' | 'iccid' | 'serial' | 'plate' | 'mac' | 'vin'
  value: string
  check: 'ok' | 'failed' | 'none'
}

/** Luhn's check digit (ISO/IEC 7812-1, annex B), which ends an IMEI of 15 digits (3GPP TS 23.003, annex B) and an ICCID (ITU-T E.118). */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

const checked = (scheme: Feature['scheme'], value: string, form: RegExp): Feature => ({
  scheme,
  value,
  check: form.test(value) && luhn(value) ? 'ok' : 'failed',
})

export const imei = (value: string): Feature => checked('imei', value, /^\d{15}$/)
export const iccid = (value: string): Feature => checked('iccid', value, /^\d{19,20}$/)
export const serial = (value: string): Feature => ({ scheme: 'serial', value, check: 'none' })
export const plate = (value: string): Feature => ({ scheme: 'plate', value, check: 'none' })
