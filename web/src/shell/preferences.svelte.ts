import { play, type Sound } from '../sound/sounds';

export type Theme = 'auto' | 'light' | 'dark';

/** What this device remembers of how it should look and sound. */
const kTheme = 'frostkeep.theme';
const kVolume = 'frostkeep.volume';
const kMuted = 'frostkeep.muted';
const kUsualVolume = 0.7;

function stored_theme(): Theme {
  const text = localStorage.getItem(kTheme);
  return text === 'light' || text === 'dark' ? text : 'auto';
}

function stored_volume(): number {
  const number = Number.parseFloat(localStorage.getItem(kVolume) ?? '');
  return number >= 0 && number <= 1 ? number : kUsualVolume;
}

class Preferences {
  theme = $state<Theme>(stored_theme());
  volume = $state(stored_volume());
  muted = $state(localStorage.getItem(kMuted) === 'yes');

  set_theme(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem(kTheme, theme);
    this.apply();
  }

  set_volume(volume: number): void {
    this.volume = volume;
    localStorage.setItem(kVolume, String(volume));
  }

  set_muted(muted: boolean): void {
    this.muted = muted;
    localStorage.setItem(kMuted, muted ? 'yes' : 'no');
  }

  /** Puts the theme on the page; `auto` follows the system. */
  apply(): void {
    if (this.theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.theme;
  }

  play(sound: Sound): void {
    if (!this.muted) play(sound, this.volume);
  }
}

export const preferences = new Preferences();
