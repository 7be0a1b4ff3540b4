"use strict";
// What the program calls slip.unpacked and slip_text.read: the same bytes, the same refusals.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const STATES = ["not_enrolled", "awaiting", "first_months", "active", "grace", "lapsed", "ended"];
const LONGEST = [40, 4, 20, 6];
const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAY = 86400000;

class Refused extends Error {}

function readText(text) {
  if (text.length > 400) throw new Refused("unreadable");
  const plain = text.replace(/[ \t\r\n-]/g, "").toUpperCase();
  const found = /^PAYUNG([0-9]{1,3}):([0-9A-Z]+)$/.exec(plain);
  if (!found) throw new Refused("unreadable");
  if (found[1] !== "1") throw new Refused("version");
  const bytes = [];
  let held = 0, bits = 0;
  for (const typed of found[2]) {
    const letter = typed === "O" ? "0" : typed === "I" || typed === "L" ? "1" : typed;
    const value = LETTERS.indexOf(letter);
    if (value < 0) throw new Refused("unreadable");
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) { bits -= 8; bytes.push(held >> bits); held &= (1 << bits) - 1; }
  }
  if (bits >= 5 || held !== 0 || bytes.length <= 64) throw new Refused("unreadable");
  if (bytes[0] !== 1) throw new Refused("version");
  return { payload: Uint8Array.from(bytes.slice(0, -64)), signature: Uint8Array.from(bytes.slice(-64)) };
}

function readPayload(payload) {
  let place = 1 + 4;
  const whole = (size) => {
    if (place + size > payload.length) throw new Refused("unreadable");
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + payload[place++];
    return value;
  };
  const number = whole(5), days = whole(2), state = whole(1), from = whole(2), through = whole(2);
  const year = whole(1), nikEnd = whole(2), village = whole(5);
  const words = LONGEST.map((longest) => {
    const size = whole(1);
    if (size > longest || place + size > payload.length) throw new Refused("unreadable");
    const word = String.fromCharCode(...payload.slice(place, place + size));
    if (!/^[!-~]*$/.test(word)) throw new Refused("unreadable");
    place += size;
    return word;
  });
  const right = place === payload.length && state < STATES.length && nikEnd < 10000 && village < 1e10 &&
    from <= through && (from === 0) === (through === 0);
  if (!right) throw new Refused("unreadable");
  const [programme, groupKind, groupNumber, initials] = words;
  return {
    number, programme, groupKind, groupNumber, initials, from, through,
    nikEnd: String(nikEnd).padStart(4, "0"), birthYear: year ? 1899 + year : null,
    village: String(village).padStart(10, "0"), issued: new Date(FIRST_DAY + days * DAY), state: STATES[state],
  };
}

function hex(bytes) { return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""); }

async function verifySlip(text, keys) {
  const { payload, signature } = readText(text);
  const known = keys[hex(payload.slice(1, 5))];
  if (!known) throw new Refused("key");
  const raw = Uint8Array.from(known.match(/../g), (pair) => parseInt(pair, 16));
  const purpose = new TextEncoder().encode("Payung slip\0");
  const signed = new Uint8Array(purpose.length + payload.length);
  signed.set(purpose); signed.set(payload, purpose.length);
  let key;
  try { key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]); }
  catch { throw new Refused("browser"); }
  if (!await crypto.subtle.verify({ name: "Ed25519" }, key, signature, signed)) throw new Refused("forged");
  return readPayload(payload);
}

const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
  "November", "Desember"];
const STATE_WORDS = {
  not_enrolled: "belum terdaftar", awaiting: "belum lengkap, perlindungan belum pasti",
  first_months: "AKTIF, dalam bulan-bulan pertama", active: "AKTIF",
  grace: "menunggak, masih dapat dilunasi", lapsed: "kepesertaan berakhir", ended: "tidak dibayar lagi",
};
const REFUSALS = {
  unreadable: ["Bukan bukti perlindungan, atau teksnya tidak lengkap", "Pindai ulang kode QR pada lembar aslinya."],
  version: ["Versi tidak dikenal", "Minta halaman pemeriksa yang terbaru dari kantor."],
  key: ["Kunci tidak dikenal", "Jangan diterima sebelum kantor memastikan kuncinya."],
  forged: ["TIDAK ASLI", "Isinya diubah atau tanda tangannya palsu. Jangan diterima; hubungi kantor."],
  browser: ["Peramban ini tidak dapat memeriksa tanda tangan",
    "Belum diperiksa. Buka halaman ini dengan Chrome 137, Edge 137, Firefox 129, Safari 17 atau yang lebih baru."],
};

function longDay(day) { return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`; }
function month(number) { return `${MONTHS[(number - 1) % 12]} ${2000 + Math.floor((number - 1) / 12)}`; }

function verdict(slip, today, oldAfter) {
  // Day and month as the calendar on this computer's wall shows them.
  const now = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const age = Math.round((now - slip.issued.getTime()) / DAY);
  const thisMonth = (today.getFullYear() - 2000) * 12 + today.getMonth() + 1;
  const covered = slip.state === "active" || slip.state === "first_months";
  const notes = [];
  if (age < 0) notes.push("Tanggal terbit ada di masa depan: periksa tanggal komputer ini.");
  if (age > oldAfter) notes.push(`Lembar ini berumur ${age} hari (lebih dari ${oldAfter}): tanyakan lagi ke kantor.`);
  if (covered && thisMonth > slip.through) notes.push(`Bulan ini tidak tercakup: dibayar sampai ${month(slip.through)}.`);
  if (slip.state === "first_months") {
    notes.push("Bulan-bulan pertama: kecelakaan kerja ditanggung penuh; kematian lain hanya biaya pemakaman.");
  }
  if (!covered) notes.push("Pada hari terbit orang ini TIDAK pasti terlindungi.");
  const fine = covered && thisMonth <= slip.through && age >= 0 && age <= oldAfter;
  return { colour: fine ? "good" : "ask", notes };
}

function show(slip, today, oldAfter) {
  const { colour, notes } = verdict(slip, today, oldAfter);
  const rows = [
    ["Keadaan pada hari terbit", STATE_WORDS[slip.state]],
    ["Diterbitkan", longDay(slip.issued)],
    ["Tercakup", slip.from ? `${month(slip.from)} sampai ${month(slip.through)}` : "tidak ada bulan"],
    ["Huruf awal nama", slip.initials.split("").join(". ") + "."],
    ["NIK berakhir", slip.nikEnd],
    ["Tahun lahir", slip.birthYear === null ? "tidak diketahui" : String(slip.birthYear)],
    ["Kode desa", slip.village],
    ["Program", slip.programme],
    ["Wadah BPJS", `${slip.groupKind} ${slip.groupNumber}`.trim()],
    ["Nomor lembar", String(slip.number)],
  ];
  const title = colour === "good" ? "ASLI – terlindungi pada hari terbit" : "ASLI – tetapi tanyakan lagi";
  return { colour, title, rows, notes };
}

if (typeof document !== "undefined") {
  const { keys, oldAfter } = JSON.parse(document.getElementById("known").textContent);
  const input = document.getElementById("text"), output = document.getElementById("outcome");
  const put = (tag, text, parent) => parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  const draw = (colour, title, rows, notes) => {
    output.replaceChildren();
    output.className = colour;
    put("h2", title, output);
    for (const note of notes) put("p", note, output);
    const list = output.appendChild(document.createElement("dl"));
    for (const [name, value] of rows) { put("dt", name, list); put("dd", value, list); }
  };
  let asked = 0;
  const check = async () => {
    const turn = ++asked;
    try {
      const slip = await verifySlip(input.value, keys);
      if (turn !== asked) return;
      const { colour, title, rows, notes } = show(slip, new Date(), oldAfter);
      draw(colour, title, rows, notes);
    } catch (refused) {
      if (turn !== asked) return;
      const why = refused instanceof Refused ? refused.message : "browser";
      draw(why === "browser" ? "ask" : "bad", REFUSALS[why][0], [], [REFUSALS[why][1]]);
    }
  };
  const clear = () => { asked++; output.replaceChildren(); output.className = ""; };
  document.getElementById("check").addEventListener("click", check);
  input.addEventListener("input", () => (input.value.trim() ? check() : clear()));
  document.getElementById("empty").addEventListener("click", () => { input.value = ""; clear(); input.focus(); });
  if (input.value.trim()) check();  // what the browser kept over a reload
  const sample = { name: "Ed25519" };
  if (!globalThis.crypto?.subtle) draw("ask", ...[REFUSALS.browser[0], [], [REFUSALS.browser[1]]]);
  else crypto.subtle.importKey("raw", new Uint8Array(32), sample, false, ["verify"]).catch(() =>
    draw("ask", REFUSALS.browser[0], [], [REFUSALS.browser[1]]));
}
