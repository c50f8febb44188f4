// SPDX-License-Identifier: Apache-2.0
// Passkeys. A button with data-passkey asks the browser to make or use one, and sends its answer with the button's form, as the
// fields that the server reads. Until this script runs, and in browsers without passkeys, these buttons are hidden.
const ACTS = {
	'sign-in': { options: 'v1/sessions/passkey/options', form: 'sign-in/passkey' },
	'prove': { options: 'v1/session/passkey/options', form: 'sign-in/second/passkey' },
	'make': { options: 'v1/account/passkeys/options', make: true },
};
const WORDS = {
	NotAllowedError: 'No passkey was used: it was cancelled, or it took too long. Try again.',
	InvalidStateError: 'This device has a passkey for your account already.',
	SecurityError: 'Passkeys do not work at this address.',
};
const place = (path) => new URL(`../${path}`, import.meta.url);
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
const base64url = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer ?? []))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

// ---- the server's options
async function ask(act) {
	const answer = await fetch(place(act.options), { method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'error' });
	const options = await answer.json();
	if (!answer.ok)
		throw Object.assign(new Error(options.detail), { code: options.code });
	if (act.form && options.userVerification === 'preferred' && options.allowCredentials.length === 0)
		throw Object.assign(new Error('Your account has no passkey for this address. Type a code.'), { code: 'none' });
	return options;
}

// ---- the browser's answer
async function make(options) {
	const made = (await navigator.credentials.create({ publicKey: { ...options, challenge: bytes(options.challenge),
		user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) } })).response;
	return { client_data: base64url(made.clientDataJSON), attestation: base64url(made.attestationObject),
		transports: made.getTransports?.().join(' ') ?? '' };
}

async function use(options) {
	const used = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge),
		allowCredentials: known(options.allowCredentials) } });
	const said = used.response;
	return { credential: base64url(used.rawId), client_data: base64url(said.clientDataJSON), authenticator_data: base64url(said.authenticatorData),
		signature: base64url(said.signature), user_handle: base64url(said.userHandle) };
}

// ---- the form
function send(form, fields, path) {
	for (const [name, value] of Object.entries(fields)) {
		const input = form.elements[name] ?? form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name }));
		input.value = value;
	}
	for (const secret of form.querySelectorAll('input[type=password]')) // not needed, so not sent
		secret.disabled = true;
	if (path)
		form.action = place(path);
	form.submit();
}

async function press(button) {
	const act = ACTS[button.dataset.passkey], line = button.form.querySelector('[data-passkey-line]');
	button.disabled = true;
	line.textContent = '';
	try {
		const options = await ask(act);
		send(button.form, { challenge: options.challenge, ...await (act.make ? make : use)(options) }, act.form);
	} catch (error) {
		if (error.code === 'confirm')
			location.assign(place(`account/confirm?return=${encodeURIComponent(button.dataset.back)}`));
		line.textContent = WORDS[error.name] || error.code && error.message || 'The passkey did not work. Try again.';
		button.disabled = false;
	}
}

if (window.PublicKeyCredential && window.top === window) {
	for (const button of document.querySelectorAll('[data-passkey]')) {
		button.hidden = false;
		button.addEventListener('click', () => press(button));
	}
	for (const note of document.querySelectorAll('[data-no-passkeys]'))
		note.hidden = true;
}
