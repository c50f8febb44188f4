// SPDX-License-Identifier: Apache-2.0
// One stream of events for all tabs of a browser that follow the same thing. One tab has it (Web Locks), the others hear of
// its events from that tab (BroadcastChannel), and one of them takes over when it leaves.
const BACK_OFF_MS = 5000;

// address(): of the stream. take(kind, event, leads): an event, in each tab; leads: this tab has the stream. greeting(): what a tab that joins says; greeted(it):
// the tab with the stream hears that. refused(): the answer was an error; the stream is asked for again later.
export function shared(name, { address, kinds, take, greeting, greeted, refused }) {
	const channel = new BroadcastChannel(name);
	let source, claim, release, tries = 0;

	channel.onmessage = ({ data }) => (data.kind ? take(data.kind, data.event, false) : source && greeted(data.greeting));

	// The browser connects again, unless the answer was an error.
	function open() {
		source?.close();
		const mine = source = new EventSource(address());
		source.onerror = () => {
			if (mine.readyState !== 2 || mine !== source)
				return;
			setTimeout(() => mine === source && open(), BACK_OFF_MS * 2 ** tries++ * (1 + Math.random()));
			refused?.();
		};
		for (const kind of kinds)
			source.addEventListener(kind, ({ data }) => {
				tries = 0;
				tell(kind, JSON.parse(data));
			});
	}

	function tell(kind, event) {
		channel.postMessage({ kind, event });
		take(kind, event, true);
	}

	function join() {
		if (claim)
			return;
		const mine = claim = new AbortController(), hold = () => new Promise((done) => {
			release = done;
			open();
		});
		channel.postMessage({ greeting: greeting() });
		navigator.locks?.request(name, { signal: mine.signal }, hold).catch(() => mine === claim && hold()) ?? hold();
	}

	function leave() {
		claim?.abort();
		source?.close();
		release?.();
		claim = source = release = null;
	}
	return { join, leave, open, tell, leads: () => Boolean(source) };
}
