/** Whether the page of keys and command cards lies over the page. */
class Help {
  open = $state(false);
}

export const help = new Help();
