// SPDX-License-Identifier: Apache-2.0
// Finds what is asked for in what is published beside the page: projects and units in the page's data, entries by
// their number, devices in the index by pseudonym. It only leads to pages; it proves nothing.
'use strict';

const form = document.querySelector('form.search');
const words = JSON.parse(form.dataset.said);
const size = Number(form.dataset.size);
const folder = form.dataset.folder;
const entriesOfPage = 256;
const entriesOfIndex = 65536;

async function fetched(address) {
  const answer = await fetch(address);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

function pageOf(seq) {
  const index = Math.floor(seq / entriesOfPage);
  if ((index + 1) * entriesOfPage > size) return 'log.html';
  const groups = [];
  for (let left = index; groups.length === 0 || left > 0; left = Math.floor(left / 1000)) {
    groups.unshift((groups.length === 0 ? '' : 'x') + String(left % 1000).padStart(3, '0'));
  }
  return `${folder}log/${document.documentElement.lang}/${groups.join('/')}.html`;
}

const toEntry = (seq) => ({ text: words.entry.replace('{}', seq), to: pageOf(seq) });
const toProject = (id) => ({ text: words.project.replace('{}', id), to: `project/${encodeURIComponent(id)}.html` });

/// A serial, parted into what it has in common with others of the same issuance, and the units that it spans.
function blockOf(serial) {
  const parts = /^((?:LBC|TRIAL)-[A-Z0-9]{3,16}-[0-9]{4}-[0-9]{1,10})-([0-9]{9})-([0-9]{9})-[0-9]{2}$/.exec(serial);
  return parts && { of: parts[1], first: Number(parts[2]), last: Number(parts[3]) };
}

async function found(asked) {
  const state = await (await fetched('../state.json')).json();
  const upper = asked.toUpperCase();
  if (state.projects.some((each) => each.id === upper)) return [toProject(upper)];
  const block = blockOf(upper);
  if (block) {
    const parts = state.units.filter((each) => {
      const own = blockOf(each.serial);
      return own.of === block.of && own.first <= block.last && block.first <= own.last;
    });
    return parts.map((each) => ({ text: `${each.serial}: ${words.states[each.state] ?? each.state}`, to: 'units.html' }));
  }
  if (/^[0-9]{1,15}$/.test(asked)) return Number(asked) < size ? [toEntry(Number(asked))] : [];
  const device = asked.toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(device)) return [];
  const entries = [];
  for (let index = 0; index * entriesOfIndex < size; ++index) {
    const answer = await fetched(`${folder}search/${index}/${device.slice(0, 2)}.txt`);
    for (const line of answer ? (await answer.text()).split('\n') : []) {
      const [rest, seq] = line.split(' ');
      if (rest === device.slice(2) && Number(seq) < size) entries.push(toEntry(Number(seq)));
    }
  }
  return entries;
}

function answer(text, results) {
  const list = document.createElement('ul');
  for (const each of results) {
    const link = document.createElement('a');
    link.textContent = each.text;
    link.href = each.to;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  document.querySelector('#found').replaceChildren(text, ...(results.length > 0 ? [list] : []));
}

form.hidden = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const asked = form.elements.asked.value.trim();
  if (asked === '') return;
  answer(words.searching, []);
  try {
    const results = await found(asked);
    answer(results.length === 0 ? words.nothing.replace('{}', asked) : words.found.replace('{}', asked), results);
  } catch {
    answer(words.failed, []);
  }
});
