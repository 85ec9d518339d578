// Listens to Shelly devices as any app of others would: node listen.js COUNT
// Says one line for each thing that it heard or that worked, and ends with 1 if anything did not.
const shellies = require("shellies");

const count = Number(process.argv[2]);
const patience = setTimeout(() => fail("heard only " + shellies.size), 45_000);

function fail(why) {
  console.log("failed: " + why);
  process.exit(1);
}

function changed(device, property, value) {
  return new Promise((resolve) => {
    const heard = (now) => {
      if (now === value) {
        device.off("change:" + property, heard);
        resolve();
      }
    };
    device.on("change:" + property, heard);
  });
}

function values(device) {
  return Object.fromEntries(
    [...device].filter(([, value]) => value !== null && value !== "" && value !== 0 && value !== false),
  );
}

async function drive() {
  // It learns with the first message that this one moves a roller, and reads the next as of one.
  const roller = [...shellies].find((it) => it.mode === "roller");
  if (roller.rollerPosition !== 100) {
    await changed(roller, "rollerPosition", 100);
  }
  for (const device of [...shellies].sort((a, b) => (a.type + a.id < b.type + b.id ? -1 : 1))) {
    console.log([device.type, device.id, JSON.stringify(values(device))].join(" "));
  }
  const plug = [...shellies].find((it) => it.type === "SHPLG-S");
  const on = changed(plug, "relay0", true);
  await plug.setRelay(0, true);
  await on;
  console.log("plug on");
  const dimmer = [...shellies].find((it) => it.type === "SHDM-2");
  const refused = await dimmer.setWhite(55, true).then(() => "", (problem) => problem.status ?? problem.message);
  console.log("dimmer without its password: " + refused);
  dimmer.setAuthCredentials("anna", "open sesame");
  const half = changed(dimmer, "brightness", 55);
  await dimmer.setWhite(55, true);
  await half;
  console.log("dimmer at 55 %");
  clearTimeout(patience);
  process.exit(0);
}

shellies.on("add", () => {
  if (shellies.size === count) {
    drive().catch((problem) => fail(problem.message));
  }
});
shellies.start().catch((problem) => fail(problem.message));
