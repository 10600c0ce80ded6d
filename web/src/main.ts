import './style/style.css';
import { mount } from 'svelte';
import { connect } from './api/client';
import App from './app.svelte';
import { language, start_language } from './i18n/language.svelte';
import { preferences } from './shell/preferences.svelte';
import { session } from './shell/session.svelte';

preferences.apply();
connect({
  language,
  csrf_token: () => session.view?.csrf_token ?? null,
  user_id: () => session.view?.user.id ?? null,
  sign_in_again: () => session.sign_in_again(),
  reachable: (yes) => (session.online = yes),
});
await Promise.all([start_language(), session.start()]);
mount(App, { target: document.querySelector('#app') ?? document.body });
