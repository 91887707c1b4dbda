namespace Placard.Api.Http;

/// <summary>The body of every failure. The order of the keys is part of the contract.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="ErrorCode">The status followed by three digits.</param>
/// <param name="ErrorName">What went wrong, for programs.</param>
/// <param name="ErrorDetail">More about it.</param>
public sealed record ApiError(int Status, string Message, int ErrorCode, string ErrorName, string ErrorDetail);

/// <summary>Ends a request with an error. Caught in one place, <see cref="ErrorMiddleware"/>.</summary>
public sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
