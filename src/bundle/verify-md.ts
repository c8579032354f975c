/** The VERIFY.md of every bundle of format 1. Made from docs/VERIFY.md by scripts/make-verify-md.ts. */
export const VERIFY_MD: string = `# How to check this bundle

(По-русски: ниже.)

This folder or archive is a fairtrail bundle, format 1. It holds the record of a case: who had a
piece of evidence, when, and what was done with it. Each statement in it is signed. You can check
the record yourself, without a network, and without asking those who gave it to you.

## Before anything else: the fingerprint

You need the fingerprint of the case: 64 digits and letters (0-9, a-f), usually in groups of four.
Take it from the paper file, from the court, or from the record of the first act. **Never take it
from this bundle or from whoever handed it to you**: somebody who made a false bundle would give you
a false fingerprint with it. This text, too, came with the bundle. It says the same in every bundle
of format 1.

Take the verifier from somewhere else as well: the npm package \`fairtrail\`, or a copy that your
court or your expert keeps. A verifier that came with the bundle shows nothing.

## With the verifier

    fairtrail verify THIS-FOLDER --case "FINGERPRINT"

It answers five questions, kept apart: were bytes altered or removed; who signed; what times are
established; who held each item; what the record shows of the procedure. It says "not checked", "not
supplied" and "withheld" where that is so. It gives no opinion on the case.

## By hand

With sha256sum, jq, base64 and OpenSSL 3, in this folder:

1. \`sha256sum -c manifest-sha256.txt\` finds damage by accident. It does not find a forger, who can
   write new sums.
2. This must print the fingerprint of the paper file:
   \`head -n 1 data/log/entries.jsonl | jq -r .payload | base64 -d | sha256sum\`
   If it prints anything else, stop: this is not the record of that case.
3. \`head -n 1 data/log/entries.jsonl | jq -r .payload | base64 -d | jq .\` shows how the case was
   opened, and with which keys.
4. To check signatures, the list of entries as a whole, and revealed values, follow "verify-by-hand"
   in the documentation of the project. That page also lists what a check by hand leaves open.

## What no check of this bundle can tell you

That a statement is true; that everything was recorded; that this is the only record of the matter;
what happened after the last checkpoint. A value shown as withheld exists and was fixed when it was
signed; you may ask for it.

Keep the bundle as you received it. Write down the SHA-256 of \`manifest-sha256.txt\`, the date, and
who gave it to you.

---

# Как проверить этот комплект

Эта папка или архив — комплект fairtrail, формат 1. В нём запись о деле: у кого и когда находилось
доказательство и что с ним делали. Каждое заявление подписано. Запись можно проверить
самостоятельно, без сети и без помощи тех, кто её передал.

## Сначала — отпечаток дела

Нужен отпечаток дела: 64 знака (0-9, a-f), обычно группами по четыре. Возьмите его из бумажного
дела, в суде или из протокола первого действия. **Никогда не берите его из этого комплекта и у того,
кто его передал**: кто изготовит ложный комплект, приложит и ложный отпечаток. Этот текст тоже
пришёл с комплектом; во всех комплектах формата 1 он одинаков.

Программу проверки тоже берите отдельно: пакет npm \`fairtrail\` или копия, которую хранит суд либо
ваш эксперт. Программа, пришедшая вместе с комплектом, ничего не показывает.

## С программой

    fairtrail verify ЭТА-ПАПКА --case "ОТПЕЧАТОК"

Она отдельно отвечает на пять вопросов: изменены ли или изъяты данные; кто подписал; какое время
установлено; у кого находился каждый предмет; что запись показывает о процедуре. Где это так, она
пишет «не проверено», «не предоставлено», «скрыто». Оценки дела она не даёт.

## Вручную

Нужны sha256sum, jq, base64 и OpenSSL 3. В этой папке:

1. \`sha256sum -c manifest-sha256.txt\` находит случайные повреждения. Подделку не находит: суммы
   можно пересчитать.
2. Эта команда должна напечатать отпечаток из бумажного дела:
   \`head -n 1 data/log/entries.jsonl | jq -r .payload | base64 -d | sha256sum\`
   Если напечатано другое, остановитесь: это запись не того дела.
3. \`head -n 1 data/log/entries.jsonl | jq -r .payload | base64 -d | jq .\` показывает, как и с какими
   ключами открыто дело.
4. Проверка подписей, списка записей в целом и раскрытых значений описана в документации проекта,
   страница «verify-by-hand». Там же перечислено, чего ручная проверка не охватывает.

## О чём никакая проверка не скажет

Правда ли то, что заявлено; всё ли записано; единственная ли это запись; что было после последней
контрольной точки. Скрытое значение существует и закреплено при подписании; вы можете его запросить.

Храните комплект в том виде, в каком получили. Запишите SHA-256 файла \`manifest-sha256.txt\`, дату и
от кого он получен.
`

/** Lowercase hex SHA-256 of its UTF-8 bytes. */
export const VERIFY_MD_SHA256: string = '0465c007b3b642eb4912e9128f819258123d49ed8e85fbc1e389b754665d445c'
