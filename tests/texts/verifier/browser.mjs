// SPDX-License-Identifier: Apache-2.0
// A real browser: opens pages, and the verifier from the disk.
//     node browser.mjs PACKAGES QUESTION
// PACKAGES holds node_modules with playwright-core and axe-core; QUESTION is JSON: {pages: [address], verifier, log_key,
// steps: [{address | folder | proof, certifier, ask?, by_keyboard?}], examined: [those of which the page is held to WCAG],
// searches: [{address, asked: [text]}], locale?, shots?}. The answer is JSON: {violations, sideways, answers, searches, faults}.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packages, question] = [process.argv[2], JSON.parse(process.argv[3])];
const require = createRequire(path.join(path.resolve(packages), 'package.json'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const screens = [['desk', { viewport: { width: 1200, height: 900 } }], ['phone', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }]];

const answer = { violations: [], sideways: [], answers: [], searches: [], faults: [] };
const browser = await chromium.launch({ executablePath: question.chromium, args: ['--no-sandbox'] });

function listened(page) {
  page.on('dialog', (dialog) => { answer.faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', (error) => answer.faults.push(error.message));
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) answer.faults.push(message.text()); });
  return page;
}

async function examine(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), rules);
  for (const each of violations) answer.violations.push(`${name}: ${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
  if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) answer.sideways.push(name);
  if (question.shots) await page.screenshot({ path: path.join(question.shots, `${name.replaceAll(/[^A-Za-z0-9]+/g, '_')}.png`), fullPage: true });
}

for (const [screen, options] of screens) {
  // What examines a page is a script, which no page of ours lets in.
  const strict = await browser.newContext(options);
  const open = await browser.newContext({ ...options, bypassCSP: true });
  for (const address of question.pages ?? []) {
    await listened(await strict.newPage()).goto(address);
    const page = listened(await open.newPage());
    await page.goto(address);
    await examine(page, `${screen} ${address}`);
    await page.close();
  }
  await strict.close();
  await open.close();
}

for (const { address, asked } of question.searches ?? []) {
  const page = listened(await browser.newPage());
  await page.goto(address);
  for (const each of asked) {
    await page.fill('#asked', each);
    await page.click('form.search button');
    await page.waitForFunction(() => /[.:]/.test(document.querySelector('#found').innerText), undefined, { timeout: 60000 });
    answer.searches.push({ text: await page.evaluate(() => document.querySelector('#found').firstChild.textContent),
      links: await page.evaluate(() => [...document.querySelectorAll('#found a')].map((link) => [link.textContent, link.href])) });
    await page.evaluate(() => document.querySelector('#found').replaceChildren());
  }
  await page.close();
}

/// Goes to a field as who has no mouse does, and types.
async function typeInto(page, id, text) {
  for (let tabs = 0; (await page.evaluate(() => document.activeElement.id)) !== id; ++tabs) {
    if (tabs > 30) throw new Error(`${id} is not reached by keyboard`);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type(text);
}

/// What the verifier says of a step.
async function verified(page, step) {
  await page.evaluate(() => document.querySelector('#answer').replaceChildren());
  if (step.by_keyboard) {
    for (const [id, text] of [['log-key', question.log_key], ['certifier', step.certifier], ['address', step.address]]) await typeInto(page, id, text);
    await page.keyboard.press('Enter');
  } else {
    await page.fill('#log-key', question.log_key);
    await page.fill('#certifier', step.certifier);
    await page.fill('#address', step.address ?? '');
    if (step.address) await page.click('#trust button');
    if (step.folder) await page.setInputFiles('#folder', step.folder);
    if (step.proof) await page.setInputFiles('#proof', step.proof);
  }
  await page.waitForFunction(() => /(Proven:|Not proven:|rouvé\s:)/.test(document.querySelector('#answer').innerText), undefined, { timeout: 60000 });
  let text = await page.innerText('#answer');
  if (step.ask) {
    await page.fill('#asked', step.ask);
    await page.click('#look button');
    await page.waitForFunction(() => /:/.test(document.querySelector('#found').innerText), undefined, { timeout: 60000 });
    text += await page.innerText('#found');
  }
  return { word: await page.evaluate(() => document.querySelector('#answer').dataset.word), text };
}

if (question.verifier) {
  const context = await browser.newContext({ ...screens[0][1], locale: question.locale ?? 'en-GB' });
  const page = listened(await context.newPage());
  await page.goto(pathToFileURL(question.verifier).href);
  for (const step of question.steps) answer.answers.push(await verified(page, step));
  await context.close();
  for (const [screen, options] of screens) {
    const examined = await (await browser.newContext({ ...options, locale: question.locale ?? 'en-GB', bypassCSP: true })).newPage();
    await examined.goto(pathToFileURL(question.verifier).href);
    await examine(examined, `${screen} verifier`);
    for (const [place, step] of (question.examined ?? []).entries()) {
      await verified(examined, step);
      await examine(examined, `${screen} verifier ${place}`);
    }
  }
}
await browser.close();
console.log(JSON.stringify(answer));
