// An upstream system on .NET: sends requests in every way that the client offers, and prints the result of each as
// JSON.
using System.Text.Json;
using Azure.Messaging.ServiceBus;

const string Queue = "golive-requests";

// With the client's default retries, as every sender has that does not configure them.
var retries = new ServiceBusRetryOptions { TryTimeout = TimeSpan.FromSeconds(10) };
await using var client = new ServiceBusClient(args[0], new ServiceBusClientOptions { RetryOptions = retries });
await using var sender = client.CreateSender(Queue);
var said = new Dictionary<string, object?>();

await sender.SendMessageAsync(Request("dotnet-single"));

using (var batch = await sender.CreateMessageBatchAsync())
{
    said["batch"] = batch.TryAddMessage(Request("dotnet-batch-1")) && batch.TryAddMessage(Request("dotnet-batch-2"));
    await sender.SendMessagesAsync(batch);
}

await sender.ScheduleMessageAsync(Request("dotnet-scheduled"), DateTimeOffset.UtcNow.AddSeconds(1));
var tomorrow = await sender.ScheduleMessageAsync(Request("dotnet-never"), DateTimeOffset.UtcNow.AddDays(1));
await using (var browser = client.CreateReceiver(Queue))
{
    said["peeked"] = (await browser.PeekMessagesAsync(10, tomorrow)).Select(each => each.MessageId).ToArray();
}
await sender.CancelScheduledMessageAsync(tomorrow);

await sender.SendMessageAsync(new ServiceBusMessage("no request") { MessageId = "dotnet-malformed" });
var deadLetters = new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter };
await using (var receiver = client.CreateReceiver(Queue, deadLetters))
{
    var dead = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20));
    said["deadLetter"] = dead?.MessageId;
    if (dead is not null) await receiver.CompleteMessageAsync(dead);
}

said["noSuchQueue"] = await Reason(async () => await client.CreateSender("nowhere").SendMessageAsync(Request("lost")));
said["session"] = await Reason(async () => await client.AcceptNextSessionAsync(Queue));
Console.WriteLine(JsonSerializer.Serialize(said));

static ServiceBusMessage Request(string offer) =>
    new(JsonSerializer.Serialize(new { publisherId = "contoso", offerId = offer })) { MessageId = offer };

static async Task<string> Reason(Func<Task> call)
{
    try
    {
        await call();
        return "done";
    }
    catch (ServiceBusException exception)
    {
        return exception.Reason.ToString();
    }
    catch (Exception exception)
    {
        return exception.GetType().Name;
    }
}
