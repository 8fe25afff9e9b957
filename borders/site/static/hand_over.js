"use strict";
// What a page hands over: its link, its texts to copy, its picture as PNG, itself on paper.
// What cannot work where the page stands stays hidden.
document.addEventListener("DOMContentLoaded", () => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isServed = location.protocol.startsWith("http");
  const said = (button, outcome) => {
    const own = button.textContent;
    button.textContent = button.closest("[data-copied]").dataset[outcome];
    setTimeout(() => { button.textContent = own; }, 2000);
  };

  for (const address of all("[data-address]")) { // a page that is served knows where it is
    if (isServed) address.textContent = new URL(address.dataset.address, location.href).href;
  }

  for (const button of all("button[data-copy]")) {
    const of = button.dataset.copy, text = () => (of ? document.getElementById(of).textContent : location.href.replace(/#.*/, ""));
    button.hidden = !navigator.clipboard || document.getElementById(of)?.closest("[hidden]");
    button.addEventListener("click", () => navigator.clipboard.writeText(text()).then(
      () => said(button, "copied"), () => said(button, "failed")));
  }

  for (const button of all("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // From disk a browser keeps a picture that was drawn to itself.
  for (const button of all("button[data-picture]")) {
    button.hidden = !isServed;
    button.addEventListener("click", () => {
      const picture = new Image(), scale = 3; // 2,700 pixels across: a page of a magazine
      picture.onload = () => {
        const canvas = document.createElement("canvas"), link = document.createElement("a");
        [canvas.width, canvas.height] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => {
          link.href = URL.createObjectURL(blob);
          link.download = button.dataset.name;
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        });
      };
      picture.onerror = () => said(button, "failed");
      picture.src = button.dataset.picture;
    });
  }
});
