// SPDX-License-Identifier: Apache-2.0
// Goal: the pages of the demo newspaper do not move under the reader's eyes, with the fragment, with the frame alone, with a
// plain iframe and without a script, and axe finds nothing in them and their frames.
//
// The test starts deploy/demo/serve against the server under test and loads both demo articles with their threads.
// when: all
import { after, before, describe, it } from 'node:test';
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { STORIES, lacks, startNewspaper } from './newspaper.mjs';
import { close, open, person } from './support.mjs';

const root = join(import.meta.dirname, '..', '..');
const pictures = join(root, 'build', 'screenshots');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [1280, 360];
const WAYS = [
	{ name: 'fragment and frame', query: '', script: true, framed: true },
	{ name: 'frame alone', query: '?way=frame', script: true, framed: true },
	{ name: 'plain iframe', query: '?way=iframe', script: true, framed: true },
	{ name: 'fragment without JavaScript', query: '', script: false, framed: false },
	{ name: 'plain iframe without JavaScript', query: '?way=iframe', script: false, framed: true },
];

describe('the demo newspaper', { skip: lacks }, () => {
	let paper, url;

	before(async () => {
		await open();
		mkdirSync(pictures, { recursive: true });
		paper = await startNewspaper();
		url = paper.url;
	});
	after(async () => {
		paper?.stop();
		await close();
	});

	// The layout shifts of the newspaper's own page as Chromium reports them, which needs no script in the page.
	async function shiftsOf(page) {
		const session = await page.context().newCDPSession(page);
		const found = [], main = (await session.send('Page.getFrameTree')).frameTree.frame.id;
		await session.send('PerformanceTimeline.enable', { eventTypes: ['layout-shift'] });
		session.on('PerformanceTimeline.timelineEventAdded', ({ event }) => {
			if (event.type === 'layout-shift' && event.frameId === main && !event.layoutShiftDetails.hadRecentInput)
				found.push(JSON.stringify(event.layoutShiftDetails));
		});
		return found;
	}

	const visitor = (width, script, more = {}) => person({ baseURL: url, viewport: { width, height: 800 }, javaScriptEnabled: script, ...more });
	const discussion = (page) => page.frameLocator('.discussion iframe').locator('article.comment').first();

	// Scrolls to the end with the wheel, beside the text, as a reader does. No script of the page is needed.
	async function read(page) {
		await page.mouse.move(3, 400);
		const session = await page.context().newCDPSession(page);
		for (let turns = 0; turns < 1000; turns++) {
			await page.mouse.wheel(0, 400);
			const { cssVisualViewport: view, cssContentSize: whole } = await session.send('Page.getLayoutMetrics');
			if (view.pageY + view.clientHeight >= whole.height - 1)
				return;
		}
		assert.fail('the page has no end');
	}

	for (const width of WIDTHS)
		for (const way of WAYS)
			it(`does not move at ${width} px: ${way.name}`, async () => {
				for (const story of STORIES) {
					const page = await visitor(width, way.script), shifts = await shiftsOf(page);
					await page.goto(story + way.query);
					await read(page);
					if (way.framed)
						await discussion(page).waitFor();
					await read(page);
					assert.deepEqual(shifts, [], `${story} moved`);
					await page.context().close();
				}
			});

	it('counts a shift of a page that does move', async () => {
		const page = await visitor(1280, true), shifts = await shiftsOf(page);
		await page.goto(STORIES[0]);
		await page.evaluate(() => {
			document.querySelector('.masthead').style.height = '400px';
			return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		});
		await page.waitForFunction(() => true);
		for (const end = Date.now() + 5000; shifts.length === 0 && Date.now() < end;)
			await page.evaluate(() => new Promise(requestAnimationFrame));
		assert.notEqual(shifts.length, 0);
		await page.context().close();
	});

	// A frame without a background is judged on that of the page around it, which axe does not know.
	async function judge(frame, background) {
		await frame.evaluate(axe);
		return frame.evaluate(async (colour) => {
			document.documentElement.style.background = colour;
			const { violations } = await globalThis.axe.run({ iframes: false });
			return violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.target).join(', ')}`);
		}, background);
	}

	for (const width of WIDTHS)
		it(`has no finding of axe at ${width} px in its pages and frames, light and dark`, async () => {
			const page = await visitor(width, true, { colorScheme: 'light', bypassCSP: true });
			for (const path of ['/', ...STORIES]) {
				await page.goto(path);
				await read(page);
				if (path !== '/')
					await discussion(page).waitFor();
				for (const colorScheme of ['light', 'dark']) {
					await page.emulateMedia({ colorScheme });
					const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
					for (const frame of page.frames())
						assert.deepEqual(await judge(frame, background), [], `${path} ${colorScheme} ${frame.url()}`);
					if (path !== '/') {
						const shown = await page.frames().at(-1).evaluate(() => [document.body, document.querySelector('main')].map((one) => getComputedStyle(one).backgroundColor));
						assert.deepEqual(shown, Array(2).fill('rgba(0, 0, 0, 0)'), 'the frame hides the colour of the newspaper');
						await page.locator('.discussion').evaluate((one) => one.scrollIntoView());
						await page.screenshot({ path: join(pictures, `newspaper-${width}-${colorScheme}.png`) });
					}
				}
				await page.emulateMedia({ colorScheme: 'light' });
			}
			await page.context().close();
		});

	it('gives the picture of the README', async () => {
		const page = await visitor(1280, true, { colorScheme: 'light' });
		await page.goto(STORIES[0]);
		await page.locator('madang-thread').scrollIntoViewIfNeeded();
		await discussion(page).waitFor();
		await page.waitForFunction(() => !document.querySelector('madang-thread iframe').style.position);
		const top = await page.locator('.discussion').evaluate((e) => e.getBoundingClientRect().top + scrollY);
		await page.evaluate((y) => scrollTo(0, y), top - 420);
		await page.screenshot({ path: join(pictures, 'newspaper.png') });
		await page.context().close();
	});
});
