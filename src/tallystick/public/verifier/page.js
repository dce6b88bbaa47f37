// The page: files chosen or fetched, the outcome shown.

const element = (name, text, kind) => { const made = document.createElement(name); made.textContent = text; if (kind) made.className = kind; return made; };
const outcome = document.getElementById("outcome");

function table(head, rows) {
  const made = document.createElement("table"), top = made.createTHead().insertRow(), body = made.createTBody();
  for (const text of head) { const cell = element("th", text); cell.scope = "col"; top.append(cell); }
  for (const cells of rows) body.insertRow().append(...cells);
  return made;
}

function show(found) {
  const marks = new Map([[true, ["holds", "holds"]], [false, ["FAILS", "fails"]], [null, ["not checked", "quiet"]]]);
  const parts = [
    element("p", `This register: ${found.verdict}`, `verdict ${found.ok ? "holds" : "fails"}`),
    element("p", `witnesses: ${found.witnesses}; receipts held outside: ${found.receiptsOutside}`),
    element("p", `key: ${found.key || "none named"}`, "quiet"),
  ];
  if (found.numbers.length) parts.push(element("h2", "Printed and recounted"), table(["Report", "Printed", "Recounted here"],
    found.numbers.map((one) => [element("td", one.name), element("td", String(one.printed)), element("td", String(one.recounted))])));
  parts.push(element("h2", "Every step"), table(["Step", "Outcome", "What was found"],
    found.findings.map((one) => [element("td", `${one.step} ${one.name}`, "step"), element("td", ...marks.get(one.ok)), element("td", one.words)])));
  outcome.replaceChildren(...parts);
}

async function filesOf(input, strip) {
  const found = new Map();
  for (const file of input.files) {
    const name = strip ? file.webkitRelativePath.split("/").slice(1).join("/") : file.name;
    found.set(name, new Uint8Array(await file.arrayBuffer()));
  }
  return found;
}

async function fetched() {
  const ask = (name) => fetch(name.split("/").map(encodeURIComponent).join("/"), { cache: "no-store" });
  const root = (await ask("manifest.sha256")).ok ? "" : "../";
  const get = async (name) => {
    const answer = await ask(root + name);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : refuse(`${name} is not there (${answer.status})`);
  };
  const files = new Map([["manifest.sha256", await get("manifest.sha256")]]);
  for (const line of textOf(files.get("manifest.sha256"), "manifest.sha256").split("\n")) {
    const found = /^[0-9a-f]{64}  (.+)$/.exec(line);
    if (found) files.set(found[1], await get(found[1]));
  }
  return files;
}

async function run(gather) {
  outcome.replaceChildren(element("p", "Recomputing…"));
  try {
    const held = await filesOf(document.getElementById("receipts"), false);
    const receipts = new Map([...held].map(([name, bytes]) => [name, textOf(bytes, name)]));
    const files = await gather();
    if (!files.size && !receipts.size) refuse("choose a folder or a receipt first");
    show(verify(files, document.getElementById("key").value, receipts));
  } catch (error) {
    outcome.replaceChildren(element("p", `Nothing could be checked: ${error.message}`, "verdict fails"));
  }
}

document.getElementById("limits").append(...LIMITS.map((words) => element("li", words)));
document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); run(() => filesOf(document.getElementById("folder"), true)); });
const here = document.getElementById("here");
here.hidden = !location.protocol.startsWith("http");
here.addEventListener("click", () => run(fetched));
