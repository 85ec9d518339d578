// Drives a TRADFRI gateway as any app of others would: node drive.js HOST CODE
// Says one line for each thing that worked, and ends with 1 if anything did not.
const { TradfriClient, AccessoryTypes } = require("node-tradfri-client");

const [host, code] = process.argv.slice(2);
const patience = setTimeout(() => fail("not in time"), 45_000);

function fail(why) {
  console.log("failed: " + why);
  process.exit(1);
}

function when(client, event, test) {
  return new Promise((resolve) => {
    const heard = (it) => {
      if (test(it)) {
        client.off(event, heard);
        resolve(it);
      }
    };
    client.on(event, heard);
  });
}

async function main() {
  const client = new TradfriClient(host);
  const { identity, psk } = await client.authenticate(code);
  console.log("a key for " + identity.replace(/[0-9]+/, "N") + " of " + psk.length + " characters");
  await client.connect(identity, psk);
  console.log("connected");

  const found = new Map();
  const all = new Promise((resolve) => {
    client.on("device updated", (device) => {
      found.set(device.name, device);
      if (found.size >= 5) {
        resolve();
      }
    });
  });
  await client.observeDevices();
  await all;
  console.log([...found.keys()].sort().join(", "));

  const lamp = found.get("Reading lamp");
  if (lamp.type !== AccessoryTypes.lightbulb || lamp.lightList[0].onOff !== false) {
    fail("the lamp is not a lamp that is off");
  }
  const on = when(client, "device updated", (it) => it.name === lamp.name && it.lightList[0].onOff);
  await client.operateLight(lamp, { onOff: true });
  await on;
  console.log("lamp on");
  const dimmed = when(
    client,
    "device updated",
    (it) => it.name === lamp.name && Math.round(it.lightList[0].dimmer) === 20,
  );
  await client.operateLight(found.get(lamp.name), { dimmer: 20 });
  await dimmed;
  console.log("lamp dimmed to 20 %");

  const blind = found.get("Bedroom blind");
  const half = when(
    client,
    "device updated",
    (it) => it.name === blind.name && Math.round(it.blindList[0].position) === 50,
  );
  await client.operateBlind(blind, { position: 50 });
  await half;
  console.log("blind half open");
  const opening = when(
    client,
    "device updated",
    (it) => it.name === blind.name && it.blindList[0].position > 50,
  );
  await client.operateBlind(found.get(blind.name), { position: 100 });
  await (await opening).blindList[0].stop();
  console.log("blind stopped on its way");
  console.log("battery " + found.get("Remote").deviceInfo.battery);

  const group = when(client, "group updated", (it) => it.name === "Study");
  await client.observeGroupsAndScenes();
  console.log("group " + (await group).deviceIDs.join(" "));
  client.destroy();
  clearTimeout(patience);
  process.exit(0);
}

main().catch((problem) => fail(problem.message));
