// A Thing over CoAP: node coffee-machine.js PORT
// Says one line for each thing that was done to it.
const { Servient } = require("@node-wot/core");
const { CoapServer } = require("@node-wot/binding-coap");

const description = {
  id: "urn:uuid:5f0c5f8a-4a9e-4a51-9c4b-3f4f2a6d1e01",
  title: "Coffee machine",
  properties: {
    water: { title: "Water", type: "integer", minimum: 0, maximum: 100, unit: "%", readOnly: true },
    strength: { title: "Strength", type: "string", enum: ["mild", "strong"] },
  },
  actions: {
    brew: { title: "Brew", input: { title: "Cups", type: "integer", minimum: 1, maximum: 4 } },
  },
  events: {
    ready: { title: "Ready", data: { title: "Cups", type: "integer" } },
  },
};

async function main() {
  const server = new CoapServer({ port: Number(process.argv[2]), address: "127.0.0.1" });
  const servient = new Servient();
  servient.addServer(server);
  const wot = await servient.start();
  // It would announce itself by mDNS with the address of a network card; this one is on loopback.
  await server.mdnsIntroducer.close();
  server.mdnsIntroducer = undefined;

  let water = 80;
  let strength = "mild";
  const thing = await wot.produce(description);
  thing.setPropertyReadHandler("water", async () => water);
  thing.setPropertyReadHandler("strength", async () => strength);
  thing.setPropertyWriteHandler("strength", async (input) => {
    strength = await input.value();
    console.log("made " + strength);
  });
  thing.setActionHandler("brew", async (input) => {
    const cups = await input.value();
    water -= 5 * cups;
    console.log("brewed " + cups);
    setTimeout(() => thing.emitEvent("ready", cups), 10_000);
    return undefined;
  });
  // The server ends a subscription as soon as this is done: it must not be done before the event.
  thing.setEventSubscribeHandler("ready", () => {
    console.log("somebody waits");
    return new Promise(() => {});
  });
  await thing.expose();
  console.log("served");
}

main().catch((problem) => {
  console.log("failed: " + problem.message);
  process.exit(1);
});
