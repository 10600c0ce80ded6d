// Another program draws our ZPL: the picture must be ours dot by dot, and another release of the reader must find every
// bar code on the whole label, as a camera would. What `frostkeep label` sends to a printer's port must be the picture
// that it shows. FROSTKEEP_BUILD names the build folder if it isn't build/dev.

import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { webcrypto } from 'node:crypto'

// Go's runtime wants it; Node 18 doesn't have it there.
globalThis.crypto ??= webcrypto

const require = createRequire(import.meta.url)
const { PNG } = require('pngjs')
const { prepareZXingModule, readBarcodes } = require('zxing-wasm/reader')
const { ready } = require('zpl-renderer-js')

const here = dirname(fileURLToPath(import.meta.url))
const build = process.env.FROSTKEEP_BUILD ?? join(here, '../../build/dev')
const formats = { data_matrix: 'DataMatrix', qr: 'QRCode', code_128: 'Code128' }

/** True for each dot that is black. */
function dots(png) {
  const { width, height, data } = PNG.sync.read(png)
  const black = []
  for (let i = 0; i < width * height; ++i) black.push(data[4 * i] < 128 && data[4 * i + 3] > 127)
  return { width, height, black }
}

function difference(ours, theirs) {
  if (ours.width !== theirs.width || ours.height !== theirs.height) {
    return `${theirs.width} × ${theirs.height} dots instead of ${ours.width} × ${ours.height}`
  }
  const wrong = ours.black.filter((dot, i) => dot !== theirs.black[i]).length
  return wrong === 0 ? null : `${wrong} dots differ`
}

/** The picture with a white border, as large as a reader likes it. */
function rgba({ width, height, black }, scale, border) {
  const [w, h] = [width * scale + 2 * border, height * scale + 2 * border]
  const data = new Uint8ClampedArray(4 * w * h).fill(255)
  for (let y = 0; y < height * scale; ++y) {
    for (let x = 0; x < width * scale; ++x) {
      if (!black[Math.floor(y / scale) * width + Math.floor(x / scale)]) continue
      const at = 4 * ((y + border) * w + x + border)
      data[at] = data[at + 1] = data[at + 2] = 0
    }
  }
  return { width: w, height: h, data }
}

async function unread(picture, symbols) {
  const scale = picture.width < 300 ? 2 : 1
  const found = await readBarcodes(rgba(picture, scale, 20), { formats: Object.values(formats), tryHarder: true })
  const texts = found.map((f) => `${f.format} ${f.text}`)
  const missing = symbols.map((s) => `${formats[s.symbology]} ${s.text}`).filter((s) => !texts.includes(s))
  return missing.length === 0 ? null : `not read: ${missing.join(', ')}; read: ${texts.join(', ') || 'nothing'}`
}

async function drawn(api, zpl, { width, height, dots_per_mm }) {
  const png = await api.zplToBase64Async(zpl, width / dots_per_mm, height / dots_per_mm, dots_per_mm)
  return dots(Buffer.from(png, 'base64'))
}

/** Prints a label on a port of ours; gives what arrived there. */
async function arrived(words) {
  const received = []
  const sink = createServer((connection) => connection.on('data', (bytes) => received.push(bytes)))
  const address = `127.${process.pid % 250}.91.1`
  await new Promise((resolve) => sink.listen(9100, address, resolve))
  try {
    const program = join(build, 'frostkeep')
    await promisify(execFile)(program, ['label', ...words, '--printer', `tcp://${address}:9100`])
  } finally {
    sink.close()
  }
  return Buffer.concat(received).toString('utf8')
}

async function printed(api, folder) {
  const shown = join(folder, 'printed.png')
  const words = ['--template', 'cryovial_32x13mm', '--code', 'FK0000000110', '--set', 'material=血浆 ^XZ~JA']
  const zpl = await arrived([...words, '--dpi', '300', '--copy', '2', '--png', shown])
  const ours = dots(readFileSync(shown))
  const theirs = await drawn(api, zpl, { width: ours.width, height: ours.height, dots_per_mm: 12 })
  const symbols = [{ symbology: 'data_matrix', text: 'FK0000000110' }]
  return difference(ours, theirs) ?? (await unread(theirs, symbols))
}

const folder = mkdtempSync(join(tmpdir(), 'frostkeep-labels-'))
let passed = 0
let failed = 0
try {
  execFileSync(join(build, 'tests/peer/label_samples'), [folder])
  const wasm = join(dirname(require.resolve('zxing-wasm/reader')), '../../reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } })
  const { api } = await ready
  const note = (name, problem) => {
    problem === null ? ++passed : ++failed
    if (problem !== null) console.log(`${name}: ${problem}`)
  }
  for (const label of JSON.parse(readFileSync(join(folder, 'index.json')))) {
    const theirs = await drawn(api, readFileSync(join(folder, `${label.name}.zpl`), 'utf8'), label)
    const ours = dots(readFileSync(join(folder, `${label.name}.png`)))
    note(label.name, difference(ours, theirs) ?? (await unread(theirs, label.symbols)))
  }
  note('printed', await printed(api, folder))
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`${passed} passed, ${failed} failed`)
// The renderer's runtime would keep the program alive.
process.exit(failed === 0 && passed > 0 ? 0 : 1)
