// A published log: signed notes, the tree and its tiles, salted leaves and what is opened of them.

const LEAF_NAMES = ["kind", "year", "refers_to", "asked", "date", "channel", "station", "form", "answers", "clause", "document", "body"];
const LEAF_HEAD = "tally/1\n";

// -- signed notes, keys and checkpoints (C2SP) -----------------------------------------------------------

function keyOf(text) {
  const [name, id, material] = [...text.split("+").slice(0, 2), text.split("+").slice(2).join("+")];
  const raw = material ? fromBase64(material) : refuse(`'${text}' is not a key`);
  const kind = raw[0];
  if (!name || /\s/.test(name) || ![1, 4].includes(kind) || raw.length !== 33) refuse(`'${text}' is not an Ed25519 key`);
  if (hex(sha256(joined(utf8(name + "\n"), raw)).slice(0, 4)) !== id) refuse(`the key id of ${name} does not fit its key`);
  return { name, id, kind, point: raw.slice(1), text };
}

function noteOf(text) {
  const split = text.lastIndexOf("\n\n");
  if (split < 0 || !text.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(text)) refuse("this is not a signed note");
  const lines = text.slice(split + 2, -1).split("\n").map((line) => {
    const found = /^\u2014 ([^ +\s]+) (\S+)$/.exec(line) || refuse("a signature line of the note is not well formed");
    const raw = fromBase64(found[2]);
    return { name: found[1], id: hex(raw.slice(0, 4)), value: raw.slice(4) };
  });
  return { text: text.slice(0, split + 1), lines };
}

function checkLine(key, text, value) {
  const cosigned = key.kind === 4;
  const time = cosigned ? value.slice(0, 8).reduce((sum, byte) => sum * 256 + byte, 0) : 0;
  const message = utf8(cosigned ? `cosignature/v1\ntime ${time}\n${text}` : text);
  if (!ed25519(key.point, message, cosigned ? value.slice(8) : value)) refuse(`the signature by ${key.name} does not fit the text`);
}

const isBy = (key) => (line) => line.name === key.name && line.id === key.id;

function signedExactly(text, keys) {
  const note = noteOf(text);
  if (note.lines.length !== keys.length || !keys.every((key, i) => isBy(key)(note.lines[i])))
    refuse(`the signature lines are not exactly those of ${keys.map((key) => key.name).join(", ")}`);
  keys.forEach((key, i) => checkLine(key, note.text, note.lines[i].value));
  return note.text;
}

function signedBy(text, keys) {
  const note = noteOf(text);
  return keys.filter((key) => {
    const lines = note.lines.filter(isBy(key));
    lines.forEach((line) => checkLine(key, note.text, line.value));
    return lines.length > 0;
  });
}

function checkpointOf(text) {
  const lines = text.slice(0, -1).split("\n");
  if (lines.length < 3 || !lines.every(Boolean) || !/^(0|[1-9][0-9]{0,14})$/.test(lines[1])) refuse("this is not a checkpoint");
  const root = fromBase64(lines[2]);
  if (root.length !== 32) refuse("the root in the checkpoint is not a hash of 32 bytes");
  return { origin: lines[0], size: Number(lines[1]), root };
}

// The key of a log beside the one of requests is vouched for by the site's signed manifest.
function checkedCheckpoint(text, keys, what, audit, vouched = false) {
  const point = checkpointOf(noteOf(text).text);
  const logs = audit.keys.filter((key) => key.kind === 1 && (!vouched || key.name === point.origin)), trusted = logs.length ? logs : keys;
  const signed = signedBy(text, trusted);
  if (!signed.some((key) => key.kind === 1 && key.name === point.origin)) refuse(`${what} is not signed by the key of ${point.origin}`);
  const witnesses = signedBy(text, audit.keys.filter((key) => key.kind === 4)).length;
  audit.witnesses.push(witnesses);
  const whose = logs.length ? "the key that you gave" : vouched ? "its key in this signed folder" : "the key that the log names itself; signer not checked";
  audit.say(2, true, `${what}: ${point.origin} at size ${point.size}, signed with ${whose}` +
    (witnesses ? `; cosigned by ${witnesses} of the witnesses whose keys you gave` : ""));
  return point;
}

// -- the tree (RFC 6962) and its tiles -------------------------------------------------------------------

const leafHash = (leaf) => sha256(joined(Uint8Array.of(0), leaf));
const nodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

class Tree {
  constructor(leaves) {
    this.levels = [leaves.map(leafHash)];
    for (let below = this.levels[0]; below.length > 1; below = this.levels[this.levels.length - 1])
      this.levels.push(Array.from({ length: below.length >> 1 }, (_, i) => nodeHash(below[2 * i], below[2 * i + 1])));
  }
  root(size) { return size ? this.range(0, size) : sha256(new Uint8Array()); }
  range(low, high) {
    const width = high - low, level = Math.floor(Math.log2(width));
    if (width === 2 ** level) return this.levels[level][low / width];
    const middle = low + 2 ** level;
    return nodeHash(this.range(low, middle), this.range(middle, high));
  }
}

function checkInclusion(hash, index, size, path, root) {
  if (index >= size) refuse(`the proof is about entry ${index}, but the log has ${size}`);
  let node = index, last = size - 1, value = hash;
  for (const sibling of path) {
    if (!last) refuse("the inclusion proof is too long");
    if (node % 2 || node === last) {
      value = nodeHash(sibling, value);
      while (node && node % 2 === 0) { node = Math.floor(node / 2); last = Math.floor(last / 2); }
    } else value = nodeHash(value, sibling);
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (last || !same(value, root)) refuse(`entry ${index} is not under the root of the log at size ${size}`);
}

function placeOf(index, width) {
  const digits = String(index).padStart(3 * Math.ceil(Math.max(String(index).length, 1) / 3), "0");
  const path = digits.match(/.../g).map((group, i, all) => (i < all.length - 1 ? `x${group}` : group)).join("/");
  return width === 256 ? path : `${path}.p/${width}`;
}

function* tilesOf(size) {
  for (let level = 0; size; level++, size = Math.floor(size / 256)) {
    const full = Math.floor(size / 256);
    for (let index = 0; index < full; index++) yield { level, index, width: 256 };
    if (size % 256) yield { level, index: full, width: size % 256 };
  }
}

function leavesOf(size, read) {
  const leaves = [];
  for (const { level, index, width } of tilesOf(size)) {
    if (level) break;
    const name = `tile/entries/${placeOf(index, width)}`, data = read(name);
    let place = 0, count = 0;
    for (; place < data.length; count++) {
      const end = place + 2 + data[place] * 256 + data[place + 1];
      if (!(end <= data.length)) refuse(`${name} ends in the middle of an entry`);
      leaves.push(data.slice(place + 2, end));
      place = end;
    }
    if (count !== width) refuse(`${name} holds ${count} entries, not ${width}`);
  }
  return leaves;
}

// -- leaves, openings, recount ---------------------------------------------------------------------------

function holds(leaf, { name, value, salt }) {
  const place = LEAF_NAMES.indexOf(name), start = LEAF_HEAD.length + 32 * place;
  if (place < 0 || salt.length !== 32 || leaf.length !== LEAF_HEAD.length + 32 * 12 || !same(leaf.slice(0, LEAF_HEAD.length), utf8(LEAF_HEAD))) return false;
  return same(leaf.slice(start, start + 32), sha256(joined(Uint8Array.of(2), salt, utf8(name), Uint8Array.of(0), utf8(value))));
}

function jsonOf(bytes, name) {
  let plain;
  try { plain = JSON.parse(textOf(bytes, name)); } catch { refuse(`${name} is not JSON`); }
  return plain && typeof plain === "object" && !Array.isArray(plain) ? plain : refuse(`${name} does not hold an object`);
}

function checkOpenings(bytes, point, leaves) {
  const plain = jsonOf(bytes, "log/openings.json");
  if (plain.origin !== point.origin || plain.size !== point.size || plain.leaves.length !== point.size) refuse("the openings are not those of this checkpoint");
  return plain.leaves.map((opened, index) => {
    if (opened.length !== plain.fields.length) refuse(`entry ${index} is not opened in every field`);
    const told = {};
    opened.forEach((one, i) => {
      const name = plain.fields[i];
      if (!holds(leaves[index], { name, value: String(one.value), salt: fromHex(one.salt) })) refuse(`entry ${index} does not say ${name} = '${one.value}'`);
      told[name] = String(one.value);
    });
    return ["kind", "year", "refers_to", "asked"].every((name) => name in told) ? told : refuse("an entry is not opened in kind, year, refers_to and asked");
  });
}

// What each document asks after the last of these entries. The same rule as register/recount.py.
function asksNow(told) {
  const asked = new Map();
  told.forEach((leaf, index) => {
    const about = leaf.refers_to === "" ? -1 : Number(leaf.refers_to);
    if (["request", "copy_of", "not_a_request", "unreadable"].includes(leaf.kind)) asked.set(index, leaf.asked);
    else if (["confirmed", "correction"].includes(leaf.kind) && leaf.asked && asked.has(about)) asked.set(about, leaf.asked);
  });
  return asked;
}

function recount(told, year, size) {
  if (told.length < size) refuse(`only ${told.length} of ${size} entries are opened: nothing can be recounted`);
  return [...asksNow(told.slice(0, size))].filter(([index, says]) => says === "hold" && Number(told[index].year) === year).map(([index]) => index);
}
