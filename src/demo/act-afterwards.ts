import { correction, discrepancy, item } from '../index.ts'
import type { Found } from './act-search.ts'
import { at, type Stage } from './story-kit.ts'

/** 3 March: a discrepancy, opened by the laboratory and closed by the investigator. */
export async function discrepancyOfPapers({ people, record }: Stage, { phone }: Found): Promise<void> {
  const { investigator, clerk } = people
  const opened = await record(
    at(3, '12:10'),
    clerk,
    discrepancy.recorded({
      occurred: at(3, '12:00'),
      items: [phone],
      state: 'opened',
      kind: 'document',
      cause: 'В сопроводительном письме нет IMEI телефона.',
    }),
  )
  await record(
    at(3, '16:10'),
    investigator,
    discrepancy.recorded({
      occurred: at(3, '16:00'),
      items: [phone],
      thread: opened,
      state: 'closed',
      kind: 'document',
      outcome: 'Письмо заменено; IMEI совпадает с протоколом.',
    }),
  )
}

/** 11 March: an entry that comes late and says why, and a mistake corrected by whoever made it. */
export async function lateAndCorrected(
  { people, record }: Stage,
  { phone, notebook, collected }: Found,
): Promise<void> {
  const { investigator } = people
  await record(
    at(11, '09:20'),
    investigator,
    item.accessed({
      occurred: at(2, '15:05'),
      lateReason: 'При обыске не записано по недосмотру.',
      items: [phone],
      by: investigator,
      mode: 'powered',
      purpose: 'Перевод в режим полёта',
      effects: 'Экран включался на 20 секунд.',
    }),
  )
  await record(
    at(11, '09:40'),
    investigator,
    correction.made({
      occurred: at(11, '09:30'),
      items: [notebook],
      corrects: collected,
      path: '/details/goods/1/description/text',
      shown: { lang: 'ru', text: 'Тетрадь в клетку, 96 листов' },
      corrected: { lang: 'ru', text: 'Тетрадь в клетку, 48 листов' },
      reason: 'Листы пересчитаны: 48. В описании указано число страниц.',
    }),
  )
}
