// The packet is filled in in this page: nothing typed here has a name, lies in a form, or leaves the page, but as the
// printed sheet or the downloaded file. It is cleared on leaving the page, and after so many minutes without a key.
(function () {
  "use strict";

  const packet = document.querySelector("[data-packet]");
  const fields = [...packet.querySelectorAll("[data-fill]")];
  const said = packet.querySelector("[data-said]");
  const idle = Number(packet.dataset.minutes) * 60 * 1000;
  let clearing;

  function show(field) {
    for (const place of packet.querySelectorAll(`[data-from="${field.dataset.fill}"]`)) {
      place.textContent = field.value;
    }
  }

  function clear() {
    for (const field of fields) {
      field.value = "";
      show(field);
    }
    said.textContent = said.dataset.cleared;
  }

  function wait() {
    clearTimeout(clearing);
    clearing = setTimeout(clear, idle);
  }

  function written(name) {
    return fields.find((field) => field.dataset.fill === name).value.trim();
  }

  // FHIR R4 (4.0.1): https://hl7.org/fhir/R4/servicerequest.html
  function patient() {
    const resource = { resourceType: "Patient", id: "patient" };
    if (written("patient")) {
      resource.name = [{ text: written("patient") }];
    }
    if (written("birthday")) {
      resource.birthDate = written("birthday");
    }
    if (written("number")) {
      resource.identifier = [{ value: written("number") }];
    }
    if (written("phone")) {
      resource.telecom = [{ system: "phone", value: written("phone") }];
    }
    return resource;
  }

  function request(about) {
    const resource = {
      resourceType: "ServiceRequest",
      id: "referral",
      status: "draft",
      intent: "proposal",
      code: { text: about.code },
      subject: { reference: "Patient/patient", display: written("patient") || about.unnamed },
      authoredOn: new Date().toISOString(),
      performer: about.resources
        .filter((one) => one.resourceType === "HealthcareService")
        .map((one) => ({ reference: `HealthcareService/${one.id}`, display: one.name })),
    };
    if (about.leaving_on) {
      resource.occurrencePeriod = { start: about.leaving_on };
    }
    if (written("referrer")) {
      resource.requester = { display: [written("referrer"), written("back")].filter(Boolean).join(", ") };
    }
    if (written("note")) {
      resource.note = [{ text: written("note") }];
    }
    return resource;
  }

  function bundle() {
    const about = JSON.parse(document.getElementById("fhir").textContent);
    return {
      resourceType: "Bundle",
      type: "collection",
      timestamp: new Date().toISOString(),
      entry: [patient(), request(about), ...about.resources].map((resource) => ({ resource: resource })),
    };
  }

  function download() {
    const address = URL.createObjectURL(new Blob([JSON.stringify(bundle(), null, 2)], { type: "application/fhir+json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "referral.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    said.textContent = said.dataset.downloaded;
  }

  // The call sheet's empty cells: lines on paper, fields here.
  for (const cell of packet.querySelectorAll("[data-write]")) {
    const field = document.createElement("input");
    field.autocomplete = "off";
    field.setAttribute("aria-label", cell.dataset.write);
    field.addEventListener("input", wait);
    cell.append(field);
    fields.push(field);
  }

  packet.querySelector("[data-fill-in]").hidden = false;
  packet.querySelector("[data-blank]").hidden = true;
  for (const field of packet.querySelectorAll("[data-fill]")) {
    field.addEventListener("input", function () {
      show(field);
      wait();
    });
  }
  packet.querySelector("[data-print]").addEventListener("click", () => window.print());
  packet.querySelector("[data-fhir]").addEventListener("click", download);
  packet.querySelector("[data-clear]").addEventListener("click", clear);
  // Also when the page goes into the browser's own store of pages, to come back with "Back".
  addEventListener("pagehide", clear);
})();
