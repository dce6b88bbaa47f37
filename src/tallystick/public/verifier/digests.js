"use strict";

// Bytes, digests and signatures. SHA-256, SHA-512 and Ed25519 are written out: a browser lends its own only to pages from
// a secure address, and this one has to work from a saved file.

class Refused extends Error {}
const refuse = (words) => { throw new Refused(words); };

// -- bytes -----------------------------------------------------------------------------------------------

const encoder = new TextEncoder();
const utf8 = (text) => encoder.encode(text.replace(/\p{Surrogate}/gu, (half) => "\\u" + half.charCodeAt(0).toString(16)));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const same = (a, b) => a.length === b.length && a.every((byte, place) => byte === b[place]);

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) { whole.set(part, place); place += part.length; }
  return whole;
}

function textOf(bytes, name) {
  try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); } catch { return refuse(`${name} is not text`); }
}

function fromHex(text) {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/i.test(text)) refuse("a salt is not written in hexadecimal digits");
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

// Standard base64 in its one canonical form, so that no proof has two spellings.
function fromBase64(text) {
  let raw;
  try { raw = atob(text); } catch { return refuse("a line is not base64"); }
  if (btoa(raw) !== text) refuse("a line is not canonical base64");
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

// -- SHA-256, SHA-512 and Ed25519: written out, because a browser lends its own only to pages from a secure address 

const primes = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n);
  return found;
};
const root64 = (n, power) => { // the first 64 bits of the fraction of a square or cube root
  const wanted = BigInt(n) << BigInt(64 * power);
  let low = 0n, high = 1n << 72n;
  while (low + 1n < high) { const middle = (low + high) >> 1n; if (middle ** BigInt(power) <= wanted) low = middle; else high = middle; }
  return low & 0xffffffffffffffffn;
};
const K512 = primes(80).map((p) => root64(p, 3)), H512 = primes(8).map((p) => root64(p, 2));
const K256 = Int32Array.from(K512.slice(0, 64), (k) => Number(k >> 32n)), H256 = H512.map((h) => Number(h >> 32n) | 0);

function padded(bytes, block) {
  const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return whole;
}

function sha256(bytes) {
  const data = padded(bytes, 64), view = new DataView(data.buffer), state = Int32Array.from(H256), w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let start = 0; start < data.length; start += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(start + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K256[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => digest.setInt32(4 * i, value));
  return new Uint8Array(digest.buffer);
}

function sha512(bytes) {
  const data = padded(bytes, 128), view = new DataView(data.buffer), MASK = 0xffffffffffffffffn, w = [];
  let state = [...H512];
  const turn = (x, n) => ((x >> n) | (x << (64n - n))) & MASK;
  for (let start = 0; start < data.length; start += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(start + 8 * i);
    for (let i = 16; i < 80; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + (turn(a, 1n) ^ turn(a, 8n) ^ (a >> 7n)) + w[i - 7] + (turn(b, 19n) ^ turn(b, 61n) ^ (b >> 6n))) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const one = (h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + K512[i] + w[i]) & MASK;
      const two = ((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & MASK;
      h = g; g = f; f = e; e = (d + one) & MASK; d = c; c = b; b = a; a = (one + two) & MASK;
    }
    state = [a, b, c, d, e, f, g, h].map((value, i) => (state[i] + value) & MASK);
  }
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((value, i) => digest.setBigUint64(8 * i, value));
  return new Uint8Array(digest.buffer);
}

// Ed25519 (RFC 8032), verification only. Points are (X, Y, Z, T) with x = X / Z, y = Y / Z, xy = T / Z.
const P = 2n ** 255n - 19n, ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (n) => ((n % P) + P) % P;
const power = (base, exponent) => { let made = 1n; for (base = mod(base); exponent; exponent >>= 1n, base = (base * base) % P) if (exponent & 1n) made = (made * base) % P; return made; };
const D = mod(-121665n * power(121666n, P - 2n)), ROOT = power(2n, (P - 1n) / 4n);
const little = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2);
  return [mod((b - a) * (d - c)), mod((d + c) * (b + a)), mod((d - c) * (d + c)), mod((b - a) * (b + a))];
}
function times(scalar, point) {
  let sum = [0n, 1n, 1n, 0n];
  for (; scalar; scalar >>= 1n, point = add(point, point)) if (scalar & 1n) sum = add(sum, point);
  return sum;
}
function pointOf(bytes) {
  const number = little(bytes), sign = number >> 255n, y = number & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n), ratio = mod(u * power(v, P - 2n));
  let x = power(ratio, (P + 3n) / 8n);
  if (mod(x * x - ratio)) x = mod(x * ROOT);
  if (mod(x * x - ratio) || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}
const BASE = pointOf(Uint8Array.from([0x58, ...Array(31).fill(0x66)]));

function ed25519(publicKey, message, signature) {
  const key = publicKey.length === 32 && signature.length === 64 ? pointOf(publicKey) : null;
  const first = key && pointOf(signature.slice(0, 32)), scalar = little(signature.slice(32));
  if (!first || scalar >= ORDER) return false;
  const challenge = little(sha512(joined(signature.slice(0, 32), publicKey, message))) % ORDER;
  const left = times(scalar, BASE), right = add(first, times(challenge, key));
  return !mod(left[0] * right[2] - right[0] * left[2]) && !mod(left[1] * right[2] - right[1] * left[2]);
}
