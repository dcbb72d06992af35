// What the list and the watch page share: words for times and sizes, a colour for a name, copy buttons.

/** "12 s", "4 min", "3 h 20 min", "2 days": for how long something has been so. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** "0:07", "12:40": a clock that counts. */
export function clockText(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "720p", "1080p60": what people call a picture size; empty when unknown. */
export function pictureText({ height, fps }) {
  if (!height) return "";
  return `${height}p${fps > 31 ? Math.round(fps) : ""}`;
}

/** "1 viewer", "1,204 viewers"; empty when the server does not say. */
export function viewersText(count) {
  if (typeof count !== "number") return "";
  return `${count.toLocaleString("en")} ${count === 1 ? "viewer" : "viewers"}`;
}

/** Gives the element the colour and the initial that stand for a stream without a poster. */
export function paintInitial(element, name, title) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) % 360;
  element.style.setProperty("--hue", hash);
  element.textContent = [...(title || name).trim()][0]?.toUpperCase() ?? "";
}

/** Wires every button with data-copy="id of a text field". */
export function wireCopyButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const words = button.textContent;
    let timer = 0;
    button.addEventListener("click", async () => {
      const copied = await copy(document.getElementById(button.dataset.copy));
      button.textContent = copied ? "Copied" : "Press Ctrl+C";
      clearTimeout(timer);
      timer = setTimeout(() => (button.textContent = words), 2000);
      if (copied) button.focus();
    });
  }
}

// Over plain http there is no navigator.clipboard: the old command still works on a selected field, and where it
// does not, the text is at least selected.
async function copy(field) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // A frame without the permission lands here.
    }
  }
  field.focus();
  field.select();
  return document.execCommand("copy");
}
