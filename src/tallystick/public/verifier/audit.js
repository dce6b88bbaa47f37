// The audit, step by step, as `tallystick verify` makes it; every refusal is a finding in words.

// What a proof does not show. The same words as the command `tallystick verify` prints.
const LIMITS = [
  "It does not show that every request that was sent was registered: only that what was registered is still there.",
  "It shows nothing from before the register was started, and nothing about anybody's intent.",
  "Where nobody outside holds a checkpoint or a receipt, the past is not provable: the keeper of the log could have written it anew.",
  "Letter, annex and pages are compared with the manifest only; what the log proves of a report is report.json.",
];
const STEPS = ["", "manifest", "signature", "entries", "openings", "receipt", "report", "figures", "recount"];
class Audit {
  constructor(keys) { this.keys = keys; this.findings = []; this.witnesses = []; this.numbers = []; this.receipts = 0; this.key = ""; }
  say(step, ok, words) { this.findings.push({ step, name: STEPS[step], ok, words }); }
  attempt(step, act, about = "") {
    try { return act(); } catch (error) {
      const words = error instanceof Refused ? error.message : `it has not the form that it should have (${error.message})`;
      this.say(step, false, about ? `${about}: ${words}` : words);
      return undefined;
    }
  }
  result() {
    const ok = this.findings.every((one) => one.ok !== false), checked = this.keys.some((key) => key.kind === 1);
    const verdict = !ok ? "does not hold" : checked ? "consistent" : "consistent; signer not checked";
    return { ok, verdict, key: this.key, witnesses: this.witnesses.length ? Math.min(...this.witnesses) : 0, receiptsOutside: this.receipts,
      findings: this.findings.sort((a, b) => a.step - b.step), numbers: this.numbers };
  }
}

const reader = (files, prefix = "") => (name) => files.get(prefix + name) || refuse(`${prefix}${name} is missing`);

function compareManifest(files, prefix, text, younger) {
  const listed = new Map();
  if (!text.endsWith("\n")) refuse("manifest.sha256 does not end with a whole line");
  let before = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const found = /^([0-9a-f]{64})  (.+)$/.exec(line) || refuse("a line of manifest.sha256 is not well formed");
    if (found[2] <= before) refuse("manifest.sha256 is not in the order of names, each once");
    listed.set(found[2], found[1]);
    before = found[2];
  }
  for (const name of files.keys())
    if (name.startsWith(prefix) && name !== `${prefix}manifest.sha256` && name !== prefix + younger && !listed.has(name.slice(prefix.length)))
      refuse(`${name}: not listed in the manifest`);
  for (const [name, digest] of listed) {
    const data = files.get(prefix + name) || refuse(`${prefix}${name}: listed in the manifest, not there`);
    if (hex(sha256(data)) !== digest) refuse(`${prefix}${name} is not the file that the manifest lists`);
  }
  return listed.size;
}

// The keys that a published log lists for its checkpoint, one a line: its own first, then its witnesses'.
function listedKeys(files, folder) {
  const name = `${folder}key.vkey`;
  try {
    const text = textOf(reader(files)(name), name), listed = text.split("\n").slice(0, -1).map(keyOf);
    if (listed.length && text === listed.map((key) => key.text + "\n").join("")) return listed;
  } catch (error) { refuse(`${name}: ${error.message}`); }
  return refuse(`${name} is not one key a line`);
}

function checkSite(files, audit) {
  const read = reader(files);
  const keys = audit.attempt(2, () => listedKeys(files, "log/")) || [];
  audit.key = keys.length ? keys[0].text : "";
  audit.attempt(1, () => {
    const logs = audit.keys.filter((key) => key.kind === 1);
    const signer = keys.find((key) => !logs.length || logs.some((one) => one.text === key.text)) || refuse("log/key.vkey does not list the key");
    const text = audit.attempt(1, () => signedExactly(textOf(read("manifest.sha256"), "manifest.sha256"), [signer]), "manifest.sha256");
    if (text === undefined) return;
    const head = `# manifest of the files published with ${signer.name}\n`;
    if (!text.startsWith(head)) refuse(`manifest.sha256 is not the one of ${signer.name}`);
    audit.say(1, true, `site: ${compareManifest(files, "", text.slice(head.length), "")} files are those of its manifest, which ${signer.name} signed`);
  }, "site");
  const log = checkLog(files, "log/", keys, "the log", audit);
  if (files.has("operations/checkpoint")) checkLog(files, "operations/", audit.attempt(2, () => listedKeys(files, "operations/")) || [], "the operations log", audit);
  const shown = new Set();
  for (const name of [...files.keys()].sort())
    if (name.endsWith("/report.json")) shown.add(checkReport(files, name.slice(0, -"report.json".length), log, audit));
  if (log && log.told) {
    const filed = log.told.flatMap((leaf, index) => (leaf.kind === "report" ? [index] : []));
    const hidden = filed.filter((index) => !shown.has(index));
    audit.say(6, !hidden.length, `the log holds ${filed.length} filed report${filed.length === 1 ? "" : "s"}; ${hidden.length ? `not shown here: entry ${hidden.join(", ")}` : "all are here"}`);
  }
  return log;
}

function checkLog(files, folder, keys, what, audit) {
  const read = reader(files, folder), beside = folder !== "log/";
  const point = audit.attempt(2, () => {
    const text = textOf(read("checkpoint"), `${folder}checkpoint`);
    const found = checkedCheckpoint(text, keys, what, audit, beside);
    signedExactly(text, keys);
    return found;
  }, `${folder}checkpoint`);
  const leaves = point && audit.attempt(3, () => leavesOf(point.size, read));
  if (!leaves) return undefined;
  const tree = new Tree(leaves);
  audit.attempt(3, () => {
    if (!same(tree.root(point.size), point.root)) refuse(`the ${point.size} entries do not hash to the root in the checkpoint`);
    for (const { level, index, width } of tilesOf(point.size)) {
      const name = `tile/${level}/${placeOf(index, width)}`, start = index * 256;
      if (!same(read(name), joined(...tree.levels[8 * level].slice(start, start + width)))) refuse(`${folder}${name} is not what the entries hash to`);
    }
    audit.say(3, true, `${what}: ${point.size} entries hash to every tile and to the signed root`);
  });
  const told = beside ? undefined : audit.attempt(4, () => checkOpenings(read("openings.json"), point, leaves));
  if (told) audit.say(4, true, `the openings hold on all ${told.length} entries`);
  return { point, leaves, tree, told, key: keys.length ? keys[0].text : "" };
}

function receiptOf(text) {
  const [head, ...rest] = text.split("\n\n"), lines = head.split("\n");
  if (lines.shift() !== "c2sp.org/tlog-proof@v1" || !rest.length) refuse("this is not a proof");
  if (!lines[0] || !lines[0].startsWith("extra ")) refuse("the proof does not carry a leaf and its openings");
  const written = textOf(fromBase64(lines.shift().slice(6)), "the receipt"), extra = JSON.parse(written);
  const inOneForm = { leaf: extra.leaf, number: extra.number, openings: extra.openings.map(({ name, salt, value }) => ({ name, salt, value })), vkey: extra.vkey };
  if (JSON.stringify(inOneForm) !== written) refuse("the receipt is not written in its one form");
  const index = /^index (0|[1-9][0-9]{0,14})$/.exec(lines.shift() || "") || refuse("the proof does not say which entry it is about");
  const leaf = fromBase64(extra.leaf), openings = extra.openings.map((one) => ({ name: one.name, value: one.value, salt: fromHex(one.salt) }));
  for (const one of openings) if (!holds(leaf, one)) refuse(`the receipt's '${one.name}' does not hold: the entry does not say '${one.value}'`);
  const opened = Object.fromEntries(openings.map((one) => [one.name, one.value]));
  return { index: Number(index[1]), path: lines.map(fromBase64), note: rest.join("\n\n"), leaf, opened, number: extra.number, vkey: extra.vkey };
}

// What a reader holds: a receipt, or the checkpoint that an outside holder was given.
function checkHeld(text, name, log, audit) {
  if (text.startsWith("c2sp.org/tlog-proof@v1")) return void checkReceipt(text, name, log, audit);
  audit.attempt(5, () => {
    const point = checkedCheckpoint(text, log ? [keyOf(log.key)] : [], name, audit);
    if (!log) return audit.say(5, null, `${name}: a checkpoint at size ${point.size}; that takes the published log`);
    checkBegins(point, log);
    const ends = point.size > log.point.size ? `the published log ends before it, at size ${log.point.size}` : "the published log continues it";
    return audit.say(5, true, `${name}: a checkpoint at size ${point.size}; ${ends}`);
  }, name);
}

function checkBegins(point, log) {
  if (point.origin !== log.point.origin) refuse(`it is of the log ${point.origin}, this one is ${log.point.origin}`);
  if (point.size <= log.point.size && !same(log.tree.root(point.size), point.root)) refuse(`the log at size ${point.size} had another root: its past was written anew`);
}

function checkReceipt(text, name, log, audit) {
  return audit.attempt(5, () => {
    const receipt = receiptOf(text);
    const named = receipt.vkey ? [keyOf(receipt.vkey)] : log ? [keyOf(log.key)] : [];
    const logs = audit.keys.filter((key) => key.kind === 1);
    if (receipt.vkey && (logs.length ? !logs.some((key) => key.text === receipt.vkey) : log && log.key !== receipt.vkey)) refuse("the receipt names another key");
    const point = checkedCheckpoint(receipt.note, named, name, audit);
    checkInclusion(leafHash(receipt.leaf), receipt.index, point.size, receipt.path, point.root);
    const about = [receipt.number, receipt.opened.kind, receipt.opened.date, receipt.opened.channel].filter(Boolean).join(", ");
    audit.say(5, true, `${name}: entry ${receipt.index} (${about}) is under the root at size ${point.size}${log ? inLog(receipt, point, log) : ""}`);
    return receipt;
  }, name);
}

function inLog(receipt, point, log) {
  checkBegins(point, log);
  if (receipt.index < Math.min(point.size, log.point.size) && !same(log.leaves[receipt.index], receipt.leaf)) refuse(`entry ${receipt.index} of this log is another one`);
  if (point.size > log.point.size) return `; the published log ends before it, at size ${log.point.size}`;
  if (!log.told || log.told[receipt.index].kind !== "arrival") return "; the published log continues it";
  const classed = [...asksNow(log.told)].filter(([entry]) => log.told[entry].refers_to === String(receipt.index));
  return "; the published log continues it and " + (classed.length
    ? "classed it: " + classed.map(([entry, says]) => `entry ${entry}: ${log.told[entry].kind}${says ? `, asks ${says}` : ""}`).join("; ")
    : "has not classed it yet");
}

function checkReport(files, folder, log, audit) {
  const read = reader(files, folder), here = folder.slice(0, -1);
  audit.attempt(1, () => {
    const count = compareManifest(files, folder, textOf(read("manifest.sha256"), "manifest.sha256"), "receipt.tlog-proof");
    audit.say(1, true, `${here}: ${count} files are those of its manifest`);
  }, here);
  const proof = audit.attempt(6, () => textOf(read("receipt.tlog-proof"), "receipt.tlog-proof"), here);
  const receipt = proof && checkReceipt(proof, `${here}, its receipt`, log, audit);
  if (receipt) audit.attempt(6, () => {
    if (receipt.opened.kind !== "report" || receipt.opened.document !== hex(sha256(read("report.json")))) refuse(`entry ${receipt.index} of the log does not hold this report.json`);
    audit.say(6, true, `${here}: report.json is the one that entry ${receipt.index} holds`);
  }, here);
  const report = audit.attempt(6, () => jsonOf(read("report.json"), "report.json"), here);
  if (report) {
    audit.attempt(7, () => audit.say(7, true, `${here}: ${checkFigures(report)} figures and lines are as many as their entries`), here);
    audit.attempt(8, () => checkRecount(report, log, here, audit), here);
  }
  return receipt && receipt.index;
}

function checkFigures(report) {
  let checked = 0;
  for (const figure of [...report.figures, ...report.apart]) {
    for (const one of [figure, ...figure.breakdown]) {
      if (one.stated_by_department) continue;
      if (one.entries.length !== (one.value || 0) || new Set(one.entries).size !== one.entries.length) refuse(`figure ${figure.id} prints ${one.value}, its entries are ${new Set(one.entries).size}`);
      if (one.entries.some((entry) => !Number.isInteger(entry) || entry < 0 || entry >= report.log.size)) refuse(`figure ${figure.id} names an entry that the log did not have`);
      checked++;
    }
  }
  return checked;
}

function checkRecount(report, log, here, audit) {
  const every = [...report.figures, ...report.apart];
  const first = every.find((one) => one.measure === "requests_lodged" || one.id === "holds") || report.figures[0];
  const year = Number(report.period.first.slice(0, 4));
  const whole = report.period.first === `${year}-01-01` && report.period.last === `${year}-12-31`;
  if (!first || !log || !log.told || !whole) return audit.say(8, null, `${here}: not recounted: ${whole ? "that takes the published log" : "the period is not a calendar year"}`);
  const root = report.log.size <= log.point.size && log.tree.root(report.log.size);
  if (report.log.origin !== log.point.origin || !root) refuse(`it counts ${report.log.origin} at size ${report.log.size}, which the published log does not reach`);
  if (report.log.root !== hex(root) && report.log.root !== btoa(String.fromCharCode(...root))) refuse(`it names another root of the log at size ${report.log.size}`);
  const again = recount(log.told, year, report.log.size);
  audit.numbers.push({ name: `${here}, figure ${first.id}`, printed: first.value, recounted: again.length });
  if (first.value !== again.length) refuse(`figure ${first.id} prints ${first.value}; recounted from the openings: ${again.length}`);
  if ([...first.entries].sort((a, b) => a - b).join() !== again.join()) refuse(`figure ${first.id} prints ${first.value} but names other entries than the recount`);
  return audit.say(8, true, `${here}: figure ${first.id} prints ${first.value}; recounted: ${again.length}`);
}

// What a folder or the site's files (a Map from name to bytes) claim, recomputed; receipts are texts by name.
function verify(files, keyText, receipts) {
  const audit = new Audit(keyText.split(/\s+/).filter(Boolean).map(keyOf));
  audit.receipts = receipts.size;
  const log = files.size ? (files.has("log/checkpoint") ? checkSite(files, audit) : refuse("this folder has no log/checkpoint: choose the published folder itself")) : undefined;
  const published = [...audit.witnesses];
  for (const [name, text] of receipts) checkHeld(text, name, log, audit);
  if (published.length) audit.witnesses = published;
  return audit.result();
}
